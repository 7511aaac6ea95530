package dev.gatehold.server.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Finds the compiled template of a view name; leaves {@code redirect:} and unknown names alone. */
final class JteViews implements ViewResolver, Ordered {
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable View resolveViewName(String name, Locale locale) {
    String template = name + ".jte";
    return templates.hasTemplate(template) ? new Page(templates, template) : null;
  }

  /** Renders into memory first: an error while rendering must not leave half a page behind. */
  private record Page(TemplateEngine templates, String template) implements View {
    @Override
    public String getContentType() {
      return "text/html;charset=UTF-8";
    }

    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Utf8ByteOutput out = new Utf8ByteOutput();
      Map<String, Object> parameters = model == null ? Map.of() : new HashMap<>(model);
      templates.render(template, parameters, out);
      response.setContentType(getContentType());
      response.setContentLength(out.getContentLength());
      out.writeTo(response.getOutputStream()::write);
    }
  }
}
