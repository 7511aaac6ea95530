package dev.gatehold.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.people.Directory;
import dev.gatehold.testkit.MemoryPeopleStore;
import dev.gatehold.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds while the people file changes, breaks, vanishes and comes back. */
class PeopleFileTest {
  private static final String ALICE = "people: [{id: alice, groups: [sre]}]";
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-22T12:00:00Z"));
  private Path file;
  private People people;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    file = Files.writeString(folder.resolve("people.yaml"), ALICE);
    people = People.of(file, new MemoryPeopleStore(), clock);
  }

  private Directory after(Duration time) {
    clock.advance(time);
    return people.current();
  }

  @Test
  void aNewVersionHoldsAtOnce() throws IOException {
    Files.writeString(file, "people: [{id: alice, groups: [security]}, {id: bob}]");

    assertThat(people.current().membersOf("security")).containsExactly("alice");
    assertThat(people.current().people()).containsOnlyKeys("alice", "bob");
  }

  @Test
  void aVersionWithAMistakeLeavesTheOneBeforeForAsLongAsItTakes() throws IOException {
    for (String broken : new String[] {"people: [{nme: x}]", "people: [", "people: [{id: 7}]\n"}) {
      Files.writeString(file, broken);

      assertThat(people.current().failure()).isNull();
      assertThat(after(Duration.ofHours(2)).membersOf("sre")).containsExactly("alice");
    }
    Files.write(file, new byte[] {'p', (byte) 0xff});
    assertThat(after(Duration.ofHours(2)).membersOf("sre")).containsExactly("alice");
  }

  @Test
  void aFileThatIsGoneHoldsForAMinuteAndThenTheDirectoryDoesNotAnswer() throws IOException {
    people.current();
    Files.delete(file);

    assertThat(after(Duration.ofSeconds(60)).membersOf("sre")).containsExactly("alice");

    Directory late = after(Duration.ofMillis(1));
    assertThat(late.failure()).isEqualTo("the people file people.yaml cannot be read");
    assertThat(late.people()).isEmpty();
    assertThat(people.active("alice")).as("whoever looks can still sign in").isPresent();
  }

  @Test
  void theMinuteBeginsWhenTheFileCouldBeReadLastAndNotWhenSomebodyAsks() throws IOException {
    people.current();
    Files.delete(file);

    assertThat(after(Duration.ofMinutes(2)).failure()).isNotNull();
  }

  @Test
  void aFileThatIsThereAndCannotBeReadIsAsGoodAsGone() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);

    assertThat(people.current().failure()).isNull();
    assertThat(after(Duration.ofSeconds(61)).failure()).isNotNull();
  }

  @Test
  void aFileThatComesBackHoldsAtOnce() throws IOException {
    Files.delete(file);
    assertThat(after(Duration.ofMinutes(2)).failure()).isNotNull();

    Files.writeString(file, ALICE);

    assertThat(people.current().failure()).isNull();
    assertThat(people.current().membersOf("sre")).containsExactly("alice");
  }

  @Test
  void aFileThatComesBackWithAMistakeDoesNotMakeTheOldPeopleHoldAgain() throws IOException {
    Files.delete(file);
    assertThat(after(Duration.ofMinutes(2)).failure()).isNotNull();

    Files.writeString(file, "people: [");
    assertThat(people.current().failure()).isNotNull();
    assertThat(after(Duration.ofMinutes(2)).failure()).isNotNull();

    Files.writeString(file, ALICE + "\n");
    assertThat(people.current().failure()).isNull();
  }

  @Test
  void aShortGapIsNothing() throws IOException {
    Files.delete(file);
    assertThat(after(Duration.ofSeconds(59)).failure()).isNull();
    Files.writeString(file, ALICE);
    assertThat(after(Duration.ofSeconds(59)).failure()).isNull();
    Files.delete(file);

    assertThat(after(Duration.ofSeconds(59)).failure()).isNull();
  }
}
