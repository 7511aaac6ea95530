package dev.gatehold.server.secret;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.secret.Vault;
import dev.gatehold.engine.store.SecretStore.StoredSecret;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sets, lists and deletes secrets. Nothing here gives a value back. */
@RestController
@RequestMapping("/api/v1/secrets")
@Tag(name = "secrets")
class SecretController {
  private final Vault vault;
  private final FlowCatalog flows;

  SecretController(Vault vault, FlowCatalog flows) {
    this.vault = vault;
    this.flows = flows;
  }

  /**
   * A secret without its value.
   *
   * @param usedBy the flows whose live release declares it
   */
  record SecretItem(
      String name,
      String environment,
      int version,
      String setBy,
      Instant setAt,
      List<String> usedBy) {
    static SecretItem of(StoredSecret secret, List<String> usedBy) {
      return new SecretItem(
          secret.name(),
          secret.environment().word(),
          secret.version(),
          secret.setBy(),
          secret.setAt(),
          usedBy);
    }
  }

  /**
   * All secrets.
   *
   * @param problem why they cannot be opened; null when they can
   */
  record SecretList(List<SecretItem> items, @Nullable String problem) {}

  /** How many secrets were sealed anew. */
  record Rekeyed(int secrets) {}

  @Operation(summary = "List secrets, without their values; admins only")
  @GetMapping
  SecretList list(@AuthenticationPrincipal Caller caller) {
    caller.requireAdmin("list secrets");
    Map<String, List<String>> users = users();
    return new SecretList(
        vault.list().stream()
            .map(secret -> SecretItem.of(secret, users.getOrDefault(secret.name(), List.of())))
            .toList(),
        vault.problem().orElse(null));
  }

  @Operation(summary = "Set a secret, or rotate it: the body is the value; admins only")
  @PutMapping(path = "/{name}", consumes = MediaType.TEXT_PLAIN_VALUE)
  SecretItem set(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestParam(defaultValue = "live") String environment,
      @RequestBody byte[] value) {
    caller.requireAdmin("set secrets");
    StoredSecret secret =
        vault.set(name, environment(environment), text(value), caller.principal().id());
    return SecretItem.of(secret, users().getOrDefault(name, List.of()));
  }

  @Operation(summary = "Delete a secret; admins only")
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestParam(defaultValue = "live") String environment) {
    caller.requireAdmin("delete secrets");
    vault.delete(name, environment(environment));
  }

  @Operation(summary = "Seal all secrets with a new key; admins only")
  @PostMapping("/rekey")
  Rekeyed rekey(@AuthenticationPrincipal Caller caller) {
    caller.requireAdmin("change the key of the secrets");
    return new Rekeyed(vault.rekey());
  }

  /** The names of flows by the secrets that their live release declares. */
  private Map<String, List<String>> users() {
    Map<String, TreeSet<String>> users = new TreeMap<>();
    flows
        .flows()
        .forEach(row ->
            flows
                .live(row.flow())
                .map(live -> flows.flow(flows.pin(row.flow(), live.number())))
                .map(Flow::secrets)
                .ifPresent(secrets ->
                    secrets
                        .keySet()
                        .forEach(secret ->
                            users.computeIfAbsent(secret, _ -> new TreeSet<>()).add(row.flow()))));
    Map<String, List<String>> sorted = new TreeMap<>();
    users.forEach((secret, names) -> sorted.put(secret, List.copyOf(names)));
    return sorted;
  }

  private static Environment environment(String word) {
    return switch (word) {
      case "live" -> Environment.LIVE;
      case "staging" -> Environment.STAGING;
      default ->
          throw Malformed.because(
              "Expected 'environment' to be live or staging, but found '" + word + "'.");
    };
  }

  /** A secret that came as other bytes than text would never match what it was. */
  private static String text(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new GateholdException(
          "secret.invalid",
          "Expected the value as text in UTF-8, but found other bytes.",
          "Encode it, for example in Base64.");
    }
  }
}
