package dev.gatehold.server.identity;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.PeopleStore.Token;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.server.directory.People;
import dev.gatehold.server.directory.PeopleNow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes, checks and ends tokens. Only their hashes are stored. */
public final class Tokens {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");
  private final PeopleStore store;
  private final KnownTokens known;
  private final People people;
  private final InstantSource clock;
  private final RandomGenerator random;

  Tokens(PeopleStore store, People people, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.known = new KnownTokens(store);
    this.people = people;
    this.clock = clock;
    this.random = random;
  }

  /** A new token; {@code text} is shown once and kept nowhere. */
  public record Made(String text, Token token) {}

  /**
   * Who holds this token; empty when it does not let anybody in.
   *
   * @throws StoreException when nobody knows whether tokens or people have changed
   */
  public Optional<Caller> caller(String text) {
    if (!TokenText.wellFormed(text)) {
      return Optional.empty();
    }
    PeopleNow now = people.now();
    Long revision = now.tokenRevision();
    if (revision == null) {
      throw new StoreException("Expected to ask whether tokens have changed, but it failed.");
    }
    return known
        .find(TokenText.hash(text), revision)
        .filter(token -> token.expiresAt() == null || clock.instant().isBefore(token.expiresAt()))
        .flatMap(token -> callerOf(token.principal(), now));
  }

  private static Optional<Caller> callerOf(Principal principal, PeopleNow now) {
    String account = principal.person();
    return account == null
        ? Optional.of(new Caller(principal, null, principal.id(), Set.of(), false))
        : Callers.of(principal, account, now);
  }

  /** A token with which a person acts as themself. */
  public Made makeForPerson(String person, String name, @Nullable Duration life) {
    return make(Principal.person(person), name, life);
  }

  /**
   * A token for an agent or service, or one of the maker's own. Nobody gets a token that decides as
   * somebody else, not even from an admin.
   *
   * @param actsFor the person behind an agent or service; null means the maker for an agent, and
   *     nobody for a service
   * @throws GateholdException {@code access.denied}, {@code token.invalid} or {@code
   *     person.unknown}
   */
  public Made make(
      Caller maker, Kind kind, String name, @Nullable String actsFor, @Nullable Duration life) {
    String self = maker.requirePerson("make tokens");
    return switch (kind) {
      case PERSON -> {
        if (actsFor != null && !isSame(actsFor, self)) {
          throw Caller.denied(
              "Expected a person's token for yourself, but it is asked for '" + actsFor + "'.");
        }
        yield makeForPerson(self, name, life);
      }
      case AGENT -> {
        String behind = actsFor == null ? self : actsFor;
        requireSelfOrAdmin(maker, behind);
        yield make(new Principal(behind + "/" + name, Kind.AGENT, behind), name, life);
      }
      case SERVICE -> {
        maker.requireAdmin("make tokens of services");
        if (actsFor != null) {
          requireKnown(actsFor);
        }
        yield make(new Principal("service/" + name, Kind.SERVICE, actsFor), name, life);
      }
    };
  }

  private void requireSelfOrAdmin(Caller maker, String person) {
    if (!isSame(person, maker.principal().id())) {
      maker.requireAdmin("make tokens of agents that act for others");
    }
    requireKnown(person);
  }

  private boolean isSame(String account, String other) {
    return people.personBehind(account).equals(people.personBehind(other));
  }

  private void requireKnown(String person) {
    if (people.active(person).isEmpty()) {
      throw new GateholdException(
          "person.unknown",
          "Expected an active person '" + person + "', but there is none.",
          "Add the person first, or name another one.");
    }
  }

  private Made make(Principal principal, String name, @Nullable Duration life) {
    if (!NAME.matcher(name).matches()) {
      throw new GateholdException(
          "token.invalid",
          "Expected a name of at most 64 letters, digits, spaces and . _ - that begins with a"
              + " letter or digit, but found '"
              + name
              + "'.",
          "Name the token after the place where it will be used.");
    }
    if (life != null && (life.isZero() || life.compareTo(Duration.ofDays(3650)) > 0)) {
      throw new GateholdException(
          "token.invalid",
          "Expected a life of at most 3650 days, but found " + life + ".",
          "Use a span such as 90d.");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String text = TokenText.make(principal.kind(), random);
    Token token =
        new Token(
            TokenText.hash(text),
            TokenText.hint(text),
            name,
            principal,
            now,
            life == null ? null : now.plus(life));
    store.saveToken(token);
    return new Made(text, token);
  }

  /** The tokens that act as or for this person, by any of their accounts, newest first. */
  public List<Token> of(String person) {
    return people.idsOf(person).stream()
        .flatMap(account -> store.tokensOf(account).stream())
        .sorted(Comparator.comparing(Token::createdAt).reversed())
        .toList();
  }

  /**
   * Ends a token that acts as or for this person.
   *
   * @param id the first characters of its hash, as {@link #id} gives them
   * @throws GateholdException {@code token.unknown}
   */
  public void end(String person, String id) {
    Token token =
        of(person).stream()
            .filter(each -> id(each).equals(id))
            .findFirst()
            .orElseThrow(() ->
                new GateholdException(
                    "token.unknown",
                    "Expected one of your tokens, but there is none with the id '" + id + "'.",
                    "List them with GET /api/v1/tokens."));
    store.deleteToken(token.hash());
  }

  /** The name of a token that is not secret. */
  public static String id(Token token) {
    return token.hash().substring(0, 16);
  }
}
