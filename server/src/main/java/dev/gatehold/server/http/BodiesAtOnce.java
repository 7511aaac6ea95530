package dev.gatehold.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Bounds the memory that bodies take. Those of strangers, who sign in, call back or call a hook,
 * have a small share of their own: whatever they send, people can go on deciding.
 */
@RestControllerAdvice
final class BodiesAtOnce extends RequestBodyAdviceAdapter {
  /** By how much bodies are shorter than the memory that they may take. */
  private static final int COMING = 8;

  private static final int IN_WORK = 128;
  private static final int STRANGERS = 4;

  private final BodyShare known;
  private final BodyShare strangers;

  BodiesAtOnce() {
    long memory = Math.min(Runtime.getRuntime().maxMemory(), Integer.MAX_VALUE);
    this.known = share(memory);
    this.strangers = share(memory / STRANGERS);
  }

  private static BodyShare share(long memory) {
    return new BodyShare((int) (memory / COMING), (int) (memory / IN_WORK));
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    BodyShare share = isStranger() ? strangers : known;
    BodyShare.Held held = share.hold(message.getBody());
    RequestContextHolder.currentRequestAttributes()
        .registerDestructionCallback(
            BodiesAtOnce.class.getName(), held::close, RequestAttributes.SCOPE_REQUEST);
    return new Whole(message.getHeaders(), new ByteArrayInputStream(held.bytes()));
  }

  private static boolean isStranger() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    return caller == null || caller instanceof AnonymousAuthenticationToken;
  }

  private record Whole(HttpHeaders headers, InputStream body) implements HttpInputMessage {
    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return body;
    }
  }
}
