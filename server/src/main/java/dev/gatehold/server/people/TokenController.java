package dev.gatehold.server.people;

import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.core.value.Durations;
import dev.gatehold.engine.store.PeopleStore.Token;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.identity.IdentityParts;
import dev.gatehold.server.identity.Tokens;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "people")
class TokenController {
  private final Tokens tokens;

  TokenController(IdentityParts identity) {
    this.tokens = identity.tokens();
  }

  record TokenBody(
      @Nullable String name,
      @Nullable String kind,
      @Nullable String actsFor,
      @Nullable String expires) {
    Kind wanted() {
      String word = Malformed.required("kind", kind);
      return switch (word) {
        case "person" -> Kind.PERSON;
        case "agent" -> Kind.AGENT;
        case "service" -> Kind.SERVICE;
        default ->
            throw Malformed.because(
                "Expected 'kind' to be person, agent or service, but found '" + word + "'.");
      };
    }

    @Nullable Duration life() {
      try {
        return expires == null ? null : Durations.parse(expires);
      } catch (IllegalArgumentException e) {
        throw Malformed.because("In 'expires': " + e.getMessage());
      }
    }
  }

  /**
   * A token in a list.
   *
   * @param id names it where it is ended; tells nothing about its text
   * @param hint its first characters
   */
  record TokenItem(
      String id,
      String hint,
      String name,
      String kind,
      String principal,
      @Nullable String actsFor,
      Instant createdAt,
      @Nullable Instant expiresAt) {
    static TokenItem of(Token token) {
      return new TokenItem(
          Tokens.id(token),
          token.hint(),
          token.name(),
          token.principal().kind().name().toLowerCase(Locale.ROOT),
          token.principal().id(),
          token.principal().actsFor(),
          token.createdAt(),
          token.expiresAt());
    }
  }

  record TokenList(List<TokenItem> items) {}

  /** A fresh token; its text is shown here and never again. */
  record TokenMade(String token, TokenItem made) {}

  @Operation(summary = "List the tokens that act as or for you")
  @GetMapping
  TokenList list(@AuthenticationPrincipal Caller caller) {
    String person = caller.requirePerson("list tokens");
    return new TokenList(tokens.of(person).stream().map(TokenItem::of).toList());
  }

  @Operation(summary = "Make a token: for yourself, for an agent of yours, or, as admin, a service")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TokenMade make(@AuthenticationPrincipal Caller caller, @RequestBody TokenBody body) {
    Tokens.Made made =
        tokens.make(
            caller,
            body.wanted(),
            Malformed.required("name", body.name()),
            body.actsFor(),
            body.life());
    return new TokenMade(made.text(), TokenItem.of(made.token()));
  }

  @Operation(summary = "End a token")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    tokens.end(caller.requirePerson("end tokens"), id);
  }
}
