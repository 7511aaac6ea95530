package dev.gatehold.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.server.directory.People;
import dev.gatehold.testkit.MemoryPeopleStore;
import dev.gatehold.testkit.VirtualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SetupLinksTest {
  private static final String PASSWORD = "correct horse battery";
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final MemoryPeopleStore store = new MemoryPeopleStore();
  private final IdentityParts identity =
      IdentityParts.of(People.of(null, store, clock), store, clock, null);
  private final SetupLinks links = identity.setupLinks();

  @Test
  void aLinkMakesOneAdmin() {
    String token = links.make();

    links.redeem(token, "root", "Root", PASSWORD);

    assertThat(identity.people().active("root"))
        .hasValueSatisfying(account -> assertThat(account.admin()).isTrue());
    assertThat(identity.signIn().check("root", PASSWORD, "10.0.0.1").id()).isEqualTo("root");
    assertThat(links.isOpen(token)).isFalse();
    assertThatThrownBy(() -> links.redeem(token, "more", "More", PASSWORD))
        .isInstanceOf(GateholdException.class);
    assertThat(identity.people().active("more")).isEmpty();
  }

  @Test
  void lookingAndFailingDoNotUseALinkUp() {
    String token = links.make();

    assertThat(links.isOpen(token)).isTrue();
    assertThatThrownBy(() -> links.redeem(token, "root", "Root", "short"))
        .isInstanceOf(GateholdException.class);

    assertThat(links.isOpen(token)).isTrue();
  }

  @Test
  void aLinkEndsAfterItsTime() {
    String token = links.make();
    clock.advance(SetupLinks.LIFE);

    assertThat(links.isOpen(token)).isFalse();
    assertThatThrownBy(() -> links.redeem(token, "root", "Root", PASSWORD))
        .isInstanceOf(GateholdException.class)
        .hasMessageContaining("too old");
  }

  @Test
  void noOtherTextIsALink() {
    links.make();

    assertThat(links.isOpen("")).isFalse();
    assertThat(links.isOpen("guess")).isFalse();
  }
}
