package dev.gatehold.server.people;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.server.directory.Absences;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.identity.IdentityParts;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
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
@RequestMapping("/api/v1/people/{id}/absences")
@Tag(name = "people")
class AbsenceController {
  private final IdentityParts identity;

  AbsenceController(IdentityParts identity) {
    this.identity = identity;
  }

  record AbsenceBody(@Nullable String from, @Nullable String until, @Nullable String delegate) {}

  /**
   * A time in which a person is away.
   *
   * @param id null when it stands in the people file
   * @param from the first instant of it
   * @param until the first instant after it; null without an end
   * @param delegate who decides instead; null for nobody
   * @param setBy who said so; null when it stands in the people file
   */
  record AbsenceItem(
      @Nullable String id,
      Instant from,
      @Nullable Instant until,
      @Nullable String delegate,
      @Nullable String setBy) {
    static AbsenceItem of(Absences.Item item) {
      return new AbsenceItem(
          item.id(),
          item.absence().from(),
          item.absence().until(),
          item.absence().delegate(),
          item.setBy());
    }
  }

  record AbsenceList(List<AbsenceItem> items) {}

  @Operation(summary = "List when a person is away; for that person and admins")
  @GetMapping
  AbsenceList list(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    requireSelfOrAdmin(caller, id, "list absences");
    return new AbsenceList(identity.absences().of(id).stream().map(AbsenceItem::of).toList());
  }

  @Operation(summary = "Say when a person is away and who decides instead")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  AbsenceItem add(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody AbsenceBody body) {
    String self = requireSelfOrAdmin(caller, id, "say when people are away");
    return AbsenceItem.of(
        identity
            .absences()
            .add(
                id,
                instant("from", body.from()),
                instant("until", body.until()),
                body.delegate(),
                self));
  }

  @Operation(summary = "Delete an absence; the person is back")
  @DeleteMapping("/{absence}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @PathVariable String absence) {
    requireSelfOrAdmin(caller, id, "delete absences");
    identity.absences().delete(id, absence);
  }

  /** Gives the account of the person who calls. */
  private String requireSelfOrAdmin(Caller caller, String person, String what) {
    String self = caller.requirePerson(what);
    if (!identity.people().idsOf(self).contains(person)) {
      caller.requireAdmin("look after the absences of others");
      if (!identity.people().accounts().containsKey(person)) {
        throw new GateholdException(
            "person.unknown",
            "Expected a person '" + person + "', but there is none.",
            "List people with GET /api/v1/people.");
      }
    }
    return self;
  }

  private static @Nullable Instant instant(String property, @Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Malformed.because(
          "Expected '"
              + property
              + "' to be a time such as 2026-12-24T09:00:00Z, but found '"
              + text
              + "'.");
    }
  }
}
