package dev.gatehold.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Evolution;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.store.StoredEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Freezes the stored form of every event, and the state that it leads to. A red test here means
 * that journals written before could be read differently: add a new event and an upcaster instead
 * of changing one. Only for an event that was never released, delete its files and run with {@code
 * -Dgatehold.golden=write}.
 */
final class GoldenJournalTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** Written by the version before ADR 7's last change; nothing is added here. */
  private static final Path WITH_EMPTY_LISTS =
      Path.of("src/test/resources/golden-with-empty-lists");

  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void every_event_occurs_in_the_sample_history() {
    Set<Class<?>> seen =
        Samples.history().stream().map(Object::getClass).collect(Collectors.toSet());
    assertThat(seen)
        .isEqualTo(new HashSet<>(Arrays.asList(RunEvent.class.getPermittedSubclasses())));
  }

  @Test
  void stored_events_and_the_states_they_lead_to_stay_as_they_were() throws IOException {
    RunState state = new RunState.Unstarted();
    String hash = JournalCodec.GENESIS;
    int number = 0;
    for (RunEvent event : Samples.history()) {
      StoredEntry stored =
          JournalCodec.encode(
              "run_01", ++number, hash, new Entry(AT, Principal.person("alice"), List.of(event)));
      state = Evolution.evolve(state, event);
      hash = stored.hash();
      String name = "%02d-%s".formatted(number, event.getClass().getSimpleName());
      golden(name + ".event.json", stored.body());
      golden(name + ".state.json", JournalCodec.encodeState(state));
    }
    golden("chain.txt", hash);
  }

  @Test
  void golden_entries_read_back_as_the_events_they_were() throws IOException {
    assertThat(eventsRead(GOLDEN)).isEqualTo(Samples.history());
  }

  @Test
  void entries_of_the_time_when_empty_lists_were_written_read_back_as_the_events_they_were()
      throws IOException {
    assertThat(Samples.history()).containsAll(eventsRead(WITH_EMPTY_LISTS));
  }

  /** What the entries of a folder say; the states beside them are those that they lead to. */
  private static List<RunEvent> eventsRead(Path folder) throws IOException {
    List<RunEvent> read = new ArrayList<>();
    RunState state = new RunState.Unstarted();
    for (Path file : goldenFiles(folder, ".event.json")) {
      String body = Files.readString(file).strip();
      Entry entry = JournalCodec.decode(new StoredEntry("run_01", read.size() + 1, body, ""));
      RunEvent event = entry.events().getFirst();
      read.add(event);
      state = Evolution.evolve(state, event);
      String stateFile = file.toString().replace(".event.", ".state.");
      assertThat(JournalCodec.decodeState(Files.readString(Path.of(stateFile)).strip()))
          .isEqualTo(state);
    }
    assertThat(read).isNotEmpty();
    return read;
  }

  @Test
  void what_is_empty_is_left_out_unless_nothing_means_something_else() {
    String none = body(new RunEvent.LoopStarted("each", null, null, AT));
    String empty = body(new RunEvent.LoopStarted("each", List.of(), null, AT));
    assertThat(none).doesNotContain("items");
    assertThat(empty).contains("\"items\":[]");
    assertThat(body(Samples.history().get(1))).doesNotContain("[]").doesNotContain("{}");
  }

  private static String body(RunEvent event) {
    Entry entry = new Entry(AT, Principal.person("alice"), List.of(event));
    StoredEntry stored = JournalCodec.encode("run_01", 1, JournalCodec.GENESIS, entry);
    assertThat(JournalCodec.decode(stored).events()).containsExactly(event);
    return stored.body();
  }

  @Test
  void a_changed_body_a_missing_and_a_swapped_entry_break_the_chain() {
    List<StoredEntry> chain = new ArrayList<>();
    String hash = JournalCodec.GENESIS;
    for (RunEvent event : Samples.history()) {
      Entry entry = new Entry(AT, Principal.person("alice"), List.of(event));
      StoredEntry stored = JournalCodec.encode("run_01", chain.size() + 1, hash, entry);
      chain.add(stored);
      hash = stored.hash();
    }
    JournalCodec.verifyChain(JournalCodec.GENESIS, chain);
    for (int i = 0; i < chain.size(); i++) {
      int at = i;
      StoredEntry whole = chain.get(i);
      List<StoredEntry> changed = new ArrayList<>(chain);
      changed.set(
          i,
          new StoredEntry("run_01", i + 1, whole.body().replace("10:00", "10:01"), whole.hash()));
      assertBroken(changed, at + 1);
      if (i < chain.size() - 1) {
        List<StoredEntry> shorter = new ArrayList<>(chain);
        shorter.remove(i);
        assertBroken(shorter, at + 2);
      }
    }
  }

  @Test
  void an_entry_of_another_format_or_with_an_unknown_event_is_refused_with_its_place() {
    String other =
        "{\"v\":2,\"at\":\"2026-11-22T10:00:00Z\",\"by\":{\"id\":\"a\",\"kind\":\"PERSON\"},\"events\":[]}";
    assertThatThrownBy(() -> JournalCodec.decode(new StoredEntry("run_01", 7, other, "")))
        .hasMessageContaining("entry 7 of run 'run_01'")
        .hasMessageContaining("format 2, not 1");
    String unknown =
        other.replace("\"v\":2", "\"v\":1").replace("[]", "[{\"type\":\"run_sneezed\"}]");
    assertThatThrownBy(() -> JournalCodec.decode(new StoredEntry("run_01", 8, unknown, "")))
        .hasMessageContaining("entry 8")
        .hasMessageContaining("run_sneezed");
  }

  private static void assertBroken(List<StoredEntry> entries, long where) {
    assertThatThrownBy(() -> JournalCodec.verifyChain(JournalCodec.GENESIS, entries))
        .isInstanceOf(UnreadableJournal.class)
        .hasMessageContaining("entry " + where + " of run 'run_01'");
  }

  private static void golden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if ("write".equals(System.getProperty("gatehold.golden")) && !Files.exists(file)) {
      Files.writeString(file, text + "\n");
    }
    assertThat(file).as("the golden file of %s", name).exists();
    assertThat(text).as(name).isEqualTo(Files.readString(file).strip());
  }

  private static List<Path> goldenFiles(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
