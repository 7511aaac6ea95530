package dev.gatehold.server.resource;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.server.ServerSettings;
import dev.gatehold.server.problem.Malformed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stores blobs and gives them out again as downloads that no browser will run. */
@RestController
@Tag(name = "resources")
class ResourceController {
  private static final int LONGEST_NAME = 200;
  private final ResourceStore store;
  private final long limit;

  ResourceController(ResourceStore store, ServerSettings settings) {
    this.store = store;
    this.limit = settings.limits().upload();
  }

  /** A reference to a stored blob, to be put into inputs and outputs as it stands. */
  record Stored(String resource, String name, String mediaType, long size) {}

  @Operation(summary = "Store the body as a resource")
  @PostMapping("/api/v1/resources")
  ResponseEntity<Stored> put(@RequestParam String name, HttpServletRequest request)
      throws IOException {
    String type = request.getContentType();
    Resource stored =
        store.put(
            request.getInputStream(),
            checkedName(name),
            type == null ? "application/octet-stream" : type,
            limit);
    return ResponseEntity.created(URI.create("/api/v1/resources/" + stored.digest().text()))
        .body(new Stored(stored.digest().text(), stored.name(), stored.mediaType(), stored.size()));
  }

  private static String checkedName(String name) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw Malformed.because(
          "Expected 'name' to be a file's name of at most " + LONGEST_NAME + " characters.");
    }
    return name;
  }

  /**
   * The blob. The second path is the same for pages, whose images come with a session and not with
   * a token.
   */
  @Operation(summary = "Download a resource")
  @GetMapping({"/api/v1/resources/{digest}", "/resources/{digest}"})
  ResponseEntity<InputStreamResource> get(
      @PathVariable String digest, @RequestParam(required = false) @Nullable String name)
      throws IOException {
    Digest wanted = parse(digest);
    PushbackInputStream content =
        new PushbackInputStream(StoredResources.open(store, wanted), MediaTypes.BYTES_NEEDED);
    byte[] start = start(content);
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CONTENT_TYPE, MediaTypes.of(start));
    headers.setContentDisposition(
        ContentDisposition.attachment()
            .filename(checkedName(name == null ? wanted.brief() : name), StandardCharsets.UTF_8)
            .build());
    headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    return ResponseEntity.ok().headers(headers).body(new InputStreamResource(content));
  }

  private static byte[] start(PushbackInputStream content) throws IOException {
    byte[] start = content.readNBytes(MediaTypes.BYTES_NEEDED);
    content.unread(start);
    return start;
  }

  private static Digest parse(String text) {
    try {
      return new Digest(text);
    } catch (IllegalArgumentException e) {
      throw StoredResources.unknown(text);
    }
  }
}
