package dev.gatehold.server.page.request;

import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.request.RequestPage.Ballot;
import dev.gatehold.server.page.request.RequestPage.Button;
import dev.gatehold.server.page.request.RequestPage.Paper;
import dev.gatehold.server.request.RequestDetail;
import dev.gatehold.server.request.RequestDetail.Choice;
import dev.gatehold.server.request.RequestDetail.Decided;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the forms by which a viewer decides, and reads what they send. */
final class Ballots {
  /** The field of what is said. */
  static final String CHOICE = "choice";

  /** The field of the comment. */
  static final String COMMENT = "comment";

  /** Sent where there was something to edit. */
  private static final String EDITS = "edits";

  private static final String FIRST = "say";

  private Ballots() {}

  /** What this viewer can say; null for nothing. */
  static @Nullable Ballot of(
      RequestDetail request, String viewer, @Nullable Map<String, String> typed) {
    List<Choice> open =
        request.choices().stream()
            .filter(each -> request.you().choices().contains(each.word()))
            .toList();
    if (!request.open() || open.isEmpty()) {
      return null;
    }
    Map<String, @Nullable Object> usual = usualForm(request);
    List<Paper> papers = new ArrayList<>();
    List<Choice> together = open.stream().filter(each -> fits(each, usual)).toList();
    if (!together.isEmpty()) {
      papers.add(paper(request, together, null, FIRST, typed));
    }
    for (Choice apart : open) {
      if (!fits(apart, usual)) {
        papers.add(paper(request, List.of(apart), title(apart), "say" + papers.size(), typed));
      }
    }
    return new Ballot(
        request.subject(),
        standing(request, viewer),
        !"evidence.missing".equals(request.you().code()),
        papers);
  }

  /** The form of an approval: what asks for the same, or for none, stands in one form with it. */
  private static Map<String, @Nullable Object> usualForm(RequestDetail request) {
    return request.choices().stream()
        .filter(each -> each.word().equals("approve"))
        .map(each -> each.form().schema())
        .findFirst()
        .orElse(Map.of());
  }

  private static boolean fits(Choice choice, Map<String, @Nullable Object> usual) {
    return choice.form().schema().isEmpty() || choice.form().schema().equals(usual);
  }

  private static Paper paper(
      RequestDetail request,
      List<Choice> choices,
      @Nullable String title,
      String id,
      @Nullable Map<String, String> typed) {
    Map<String, @Nullable Object> schema =
        choices.stream()
            .map(each -> each.form().schema())
            .filter(each -> !each.isEmpty())
            .findFirst()
            .orElse(Map.of());
    boolean approves = choices.stream().anyMatch(each -> each.as().equals("approve"));
    SchemaForm form = form(id, schema);
    // Once is enough: whoever wants to say something else with an edit has the API.
    boolean editable = approves && title == null;
    SchemaForm edits = edits(id, request, editable ? request.modify() : List.of());
    Map<String, String> own = typed == null || !id.equals(paperOf(typed)) ? null : typed;
    return new Paper(
        id,
        title,
        own == null ? form.fresh() : form.typed(own),
        own == null ? edits.fresh() : edits.typed(own),
        own == null ? "" : own.getOrDefault(COMMENT, ""),
        choices.stream()
            .filter(Choice::commentRequired)
            .map(Ballots::commentFor)
            .collect(Collectors.joining(" and ")),
        choices.stream().map(Ballots::button).toList());
  }

  private static SchemaForm form(String paper, Map<String, @Nullable Object> schema) {
    return SchemaForm.asking(schema, paper + ".form", "needed to approve");
  }

  private static SchemaForm edits(String paper, RequestDetail request, List<String> fields) {
    return SchemaForm.editing(request.inputSchema(), fields, request.input(), paper + ".edit");
  }

  /** The values that a form sent for its choice. */
  static Map<String, @Nullable Object> values(Choice choice, Map<String, String> typed) {
    return form(paperOf(typed), choice.form().schema()).values(typed);
  }

  /** The changes that a form sent with its choice; only an approval carries any. */
  static Map<String, @Nullable Object> edits(
      RequestDetail request, Choice choice, Map<String, String> typed) {
    return choice.as().equals("approve") && typed.containsKey(EDITS)
        ? edits(FIRST, request, request.modify()).changes(typed)
        : Map.of();
  }

  private static String paperOf(Map<String, String> typed) {
    return typed.getOrDefault("paper", FIRST);
  }

  private static String commentFor(Choice choice) {
    return choice.word().equals(choice.as())
        ? "to " + title(choice).toLowerCase(Locale.ROOT)
        : "for “" + title(choice) + "”";
  }

  private static Button button(Choice choice) {
    boolean carriesForm = !choice.form().schema().isEmpty();
    return switch (choice.as()) {
      case "approve" -> new Button(choice.word(), title(choice), "✓", "approve", true);
      case "reject" -> new Button(choice.word(), title(choice), "✕", "reject", carriesForm);
      case "request_changes" -> new Button(choice.word(), title(choice), "↺", null, carriesForm);
      default -> new Button(choice.word(), title(choice), "↑", null, carriesForm);
    };
  }

  private static String title(Choice choice) {
    return VisibleText.line(choice.title());
  }

  private static @Nullable String standing(RequestDetail request, String viewer) {
    return request.decisions().stream()
        .filter(each -> each.standing() && each.person().equals(viewer))
        .map(Decided::title)
        .map(VisibleText::line)
        .findFirst()
        .orElse(null);
  }
}
