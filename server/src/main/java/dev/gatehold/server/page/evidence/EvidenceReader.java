package dev.gatehold.server.page.evidence;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.server.page.JsonText;
import dev.gatehold.server.page.Markdown;
import dev.gatehold.server.page.Moment;
import dev.gatehold.server.page.Sentence;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.evidence.Shown.Metric;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.Exhibit;
import dev.gatehold.server.request.RequestDetail.ResourceLink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the evidence of a request into what its page shows; reads stored texts in part only. */
public final class EvidenceReader {
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final int ROWS = 500;
  private static final int COLUMNS = 30;

  private final ResourceStore resources;

  public EvidenceReader(ResourceStore resources) {
    this.resources = resources;
  }

  /** Whether a browser may draw this type inside a page. */
  static boolean isPicture(String mediaType) {
    return PICTURES.contains(mediaType);
  }

  /** All evidence of the request, in its order. */
  public List<ExhibitView> read(RequestDetail request) {
    List<ExhibitView> views = new ArrayList<>();
    for (Exhibit exhibit : request.evidence()) {
      String whole = "/requests/" + request.id() + "/evidence/" + (views.size() + 1);
      // What an open request shows is never deleted: nobody needs to ask.
      Shown.Expired expired = request.closed() ? expired(exhibit.resource()) : null;
      views.add(expired == null ? view(exhibit, whole) : expiredView(exhibit, expired));
    }
    return views;
  }

  private Shown.@Nullable Expired expired(@Nullable ResourceLink resource) {
    if (resource == null) {
      return null;
    }
    try {
      return resources
          .expiredAt(new Digest(resource.resource()))
          .map(at -> new Shown.Expired(resource.resource(), Moment.of(at, at).exact()))
          .orElse(null);
    } catch (IOException e) {
      // It is told as what cannot be read.
      return null;
    }
  }

  private static ExhibitView expiredView(Exhibit exhibit, Shown.Expired expired) {
    ResourceLink resource = exhibit.resource();
    return new ExhibitView(
        VisibleText.line(exhibit.title()),
        exhibit.kind(),
        exhibit.required(),
        null,
        resource == null ? null : about(resource),
        false,
        expired);
  }

  private ExhibitView view(Exhibit exhibit, String whole) {
    if (exhibit.missing() != null) {
      return new ExhibitView(
          VisibleText.line(exhibit.title()),
          exhibit.kind(),
          exhibit.required(),
          null,
          null,
          false,
          new Shown.Missing(Sentence.of(exhibit.missing())));
    }
    Part part = show(exhibit);
    ResourceLink resource = exhibit.resource();
    return new ExhibitView(
        VisibleText.line(exhibit.title()),
        exhibit.kind(),
        exhibit.required(),
        part.shown instanceof Shown.Link ? null : whole,
        resource == null ? null : about(resource),
        part.cut,
        part.shown);
  }

  private static String about(ResourceLink resource) {
    return VisibleText.line(resource.name()) + ", " + ExhibitView.size(resource.size());
  }

  /** What is shown, and whether something is left out. */
  private record Part(Shown shown, boolean cut) {}

  private Part show(Exhibit exhibit) {
    return switch (exhibit.kind()) {
      case "diff" -> {
        Preview preview = beginning(exhibit);
        yield new Part(new Shown.Diff(DiffReader.read(preview.text())), preview.cut());
      }
      case "log" -> {
        Preview preview = end(exhibit);
        yield new Part(new Shown.Log(preview.text()), preview.cut());
      }
      case "link" -> new Part(link(exhibit), false);
      case "table" -> table(exhibit);
      case "metrics" -> metrics(exhibit);
      case "image" -> new Part(picture(exhibit), false);
      case "file" -> new Part(new Shown.Download(), false);
      default -> text(exhibit);
    };
  }

  private Part text(Exhibit exhibit) {
    Preview preview = beginning(exhibit);
    return new Part(new Shown.Text(preview.text()), preview.cut());
  }

  private Preview beginning(Exhibit exhibit) {
    ResourceLink resource = exhibit.resource();
    return resource == null
        ? Preview.beginningOf(inline(exhibit.content()), false)
        : Preview.beginningOf(stored(resource, 0), resource.size() > Preview.LIMIT);
  }

  private Preview end(Exhibit exhibit) {
    ResourceLink resource = exhibit.resource();
    return resource == null
        ? Preview.endOf(inline(exhibit.content()), false)
        : Preview.endOf(
            stored(resource, resource.size() - Preview.LIMIT), resource.size() > Preview.LIMIT);
  }

  private static String inline(@Nullable Object content) {
    return content instanceof String text ? text : JsonText.pretty(content);
  }

  private String stored(ResourceLink resource, long from) {
    try {
      Optional<InputStream> found = resources.open(new Digest(resource.resource()));
      if (found.isEmpty()) {
        return "Expected the stored content of this evidence, but it is gone.";
      }
      try (InputStream content = found.get()) {
        content.skipNBytes(Math.max(0, from));
        return new String(content.readNBytes(Preview.LIMIT), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return "Expected the stored content of this evidence, but it could not be read.";
    }
  }

  private static Shown link(Exhibit exhibit) {
    if (!(exhibit.content() instanceof String url)) {
      return exhibit.resource() != null
          ? new Shown.Download()
          : new Shown.Text(JsonText.pretty(exhibit.content()));
    }
    String host = Markdown.destination(url.strip());
    return new Shown.Link(
        url.strip(), VisibleText.line(url), host == null ? null : VisibleText.line(host));
  }

  private static Shown picture(Exhibit exhibit) {
    ResourceLink resource = exhibit.resource();
    if (resource != null) {
      return isPicture(resource.mediaType()) ? new Shown.Picture() : new Shown.Download();
    }
    return link(exhibit);
  }

  private Part metrics(Exhibit exhibit) {
    List<Metric> metrics = new ArrayList<>();
    switch (json(exhibit)) {
      case Map<?, ?> map ->
          map.forEach((name, value) -> metrics.add(new Metric(cell(name), cell(value))));
      case List<?> list -> {
        for (Object each : list) {
          if (each instanceof Map<?, ?> map && map.containsKey("name")) {
            String unit = map.get("unit") instanceof String text ? " " + cell(text) : "";
            metrics.add(new Metric(cell(map.get("name")), cell(map.get("value")) + unit));
          }
        }
      }
      case null, default -> {}
    }
    return metrics.isEmpty()
        ? text(exhibit)
        : new Part(
            new Shown.Metrics(metrics.subList(0, Math.min(ROWS, metrics.size()))),
            metrics.size() > ROWS);
  }

  private Part table(Exhibit exhibit) {
    if (!(json(exhibit) instanceof List<?> list) || list.isEmpty()) {
      return text(exhibit);
    }
    Set<String> keys = new LinkedHashSet<>();
    int width = 0;
    for (Object row : list) {
      if (row instanceof Map<?, ?> map) {
        map.keySet().forEach(key -> keys.add(String.valueOf(key)));
      } else if (row instanceof List<?> cells) {
        width = Math.max(width, cells.size());
      } else {
        return text(exhibit);
      }
    }
    if (!keys.isEmpty() && width > 0) {
      return text(exhibit);
    }
    List<String> columns = keys.stream().limit(COLUMNS).toList();
    int cells = Math.min(COLUMNS, Math.max(columns.size(), width));
    List<List<String>> rows =
        list.stream().limit(ROWS).map(row -> row(row, columns, cells)).toList();
    boolean cut = list.size() > ROWS || keys.size() > COLUMNS || width > COLUMNS;
    return new Part(new Shown.Table(columns.stream().map(VisibleText::line).toList(), rows), cut);
  }

  private static List<String> row(Object row, List<String> columns, int width) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      switch (row) {
        case Map<?, ?> map -> cells.add(cell(map.get(columns.get(i))));
        case List<?> list -> cells.add(i < list.size() ? cell(list.get(i)) : "");
        default -> cells.add("");
      }
    }
    return cells;
  }

  private @Nullable Object json(Exhibit exhibit) {
    ResourceLink resource = exhibit.resource();
    if (resource == null && !(exhibit.content() instanceof String)) {
      return exhibit.content();
    }
    if (resource != null && resource.size() > Preview.LIMIT) {
      return null;
    }
    String text = resource == null ? inline(exhibit.content()) : stored(resource, 0);
    return JsonText.parse(text).orElse(null);
  }

  private static String cell(@Nullable Object value) {
    String text =
        switch (value) {
          case null -> "";
          case String string -> string;
          default -> JsonText.compact(value);
        };
    return VisibleText.line(text.length() > CELL ? text.substring(0, CELL) + " …" : text);
  }

  private static final int CELL = 500;
}
