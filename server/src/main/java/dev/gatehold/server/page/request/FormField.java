package dev.gatehold.server.page.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form.
 *
 * @param id of its element
 * @param name the property that it fills
 * @param input the name in the HTML form
 * @param description null for none
 * @param demand what is said of it beside its label; may be empty
 * @param value what to show: typed before, or what it has now, or the schema's default
 * @param choices for {@code CHOICE} only
 */
public record FormField(
    String id,
    String name,
    String input,
    String label,
    @Nullable String description,
    Kind kind,
    boolean required,
    String demand,
    String value,
    List<Choice> choices) {
  public FormField {
    choices = List.copyOf(choices);
  }

  /** How a value is asked for. */
  public enum Kind {
    LINE,
    TEXT,
    NUMBER,
    WHOLE_NUMBER,
    SWITCH,
    CHOICE,
    DATE,
    DATE_TIME,
    /** A value without a control of its own, typed as JSON. */
    JSON
  }

  /** One of a fixed set; {@code value} is its index in the schema's {@code enum}. */
  public record Choice(String value, String label) {}

  /** The {@code type} attribute of an input element. */
  public String inputType() {
    return switch (kind) {
      case NUMBER, WHOLE_NUMBER -> "number";
      case DATE -> "date";
      case DATE_TIME -> "datetime-local";
      case SWITCH -> "checkbox";
      case LINE, TEXT, CHOICE, JSON -> "text";
    };
  }

  public boolean on() {
    return value.equals(SchemaForm.ON);
  }
}
