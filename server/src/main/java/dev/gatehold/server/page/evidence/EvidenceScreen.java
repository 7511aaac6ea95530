package dev.gatehold.server.page.evidence;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.page.JsonText;
import dev.gatehold.server.request.RequestDetail.Exhibit;
import dev.gatehold.server.request.RequestDetail.ResourceLink;
import dev.gatehold.server.request.Requests;
import dev.gatehold.server.resource.StoredResources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Gives out one piece of evidence whole. Only plain text and pictures that cannot act are opened by
 * the browser; everything else is a download, and nothing may load or run anything.
 */
@Controller
class EvidenceScreen {
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  /** Kinds that are text for reading, whatever type the tool gave them. */
  private static final Set<String> READABLE = Set.of("diff", "log", "text", "table", "metrics");

  private final Requests requests;
  private final ResourceStore resources;

  EvidenceScreen(Requests requests, ResourceStore resources) {
    this.requests = requests;
    this.resources = resources;
  }

  @GetMapping("/requests/{id}/evidence/{number}")
  ResponseEntity<Resource> whole(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable int number)
      throws IOException {
    List<Exhibit> evidence = requests.detail(caller, id).evidence();
    if (number < 1 || number > evidence.size()) {
      throw unknown(id, number);
    }
    Exhibit exhibit = evidence.get(number - 1);
    ResourceLink resource = exhibit.resource();
    if (resource != null) {
      InputStream content = StoredResources.open(resources, new Digest(resource.resource()));
      return answer(type(exhibit.kind(), resource), resource.name())
          .contentLength(resource.size())
          .body(new InputStreamResource(content));
    }
    if (exhibit.content() == null) {
      throw unknown(id, number);
    }
    String text =
        exhibit.content() instanceof String written ? written : JsonText.pretty(exhibit.content());
    return answer(TEXT, exhibit.kind() + "-" + number + ".txt")
        .body(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MediaType type(String kind, ResourceLink resource) {
    if (READABLE.contains(kind)) {
      return TEXT;
    }
    return EvidenceReader.isPicture(resource.mediaType())
        ? MediaType.parseMediaType(resource.mediaType())
        : MediaType.APPLICATION_OCTET_STREAM;
  }

  private static ResponseEntity.BodyBuilder answer(MediaType type, String name) {
    boolean inline = !type.equals(MediaType.APPLICATION_OCTET_STREAM);
    ContentDisposition disposition =
        (inline ? ContentDisposition.inline() : ContentDisposition.attachment())
            .filename(name, StandardCharsets.UTF_8)
            .build();
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  }

  private static GateholdException unknown(String id, int number) {
    return new GateholdException(
        "evidence.unknown",
        "Expected evidence number " + number + " of request '" + id + "', but it is not there.",
        "Look at the request to see what evidence it has.");
  }
}
