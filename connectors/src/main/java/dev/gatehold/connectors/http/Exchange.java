package dev.gatehold.connectors.http;

import dev.gatehold.engine.resource.ResourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/** Sends one request over a connection of its own, and begins to read the answer. */
final class Exchange {
  /** The largest answer, in bytes after decompression. */
  static final long ANSWER_LIMIT = 50L * 1024 * 1024;

  private static final Pattern ENCODING = Pattern.compile("[a-z0-9, -]{1,40}");
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxLineLength(16 * 1024)
          .setMaxHeaderCount(200)
          .setMaxEmptyLineCount(10)
          .build();

  private final Dialer dialer;
  private final ResourceStore resources;
  private final Line line;

  Exchange(Dialer dialer, ResourceStore resources, Line line) {
    this.dialer = dialer;
    this.resources = resources;
    this.line = line;
  }

  /**
   * Gives the answer as soon as its head is there.
   *
   * @throws BrokenAnswer when the connection ends before
   */
  Answer send(Request request, AddressGuard guard) throws HttpFailure, BrokenAnswer {
    Socket socket = dialer.dial(request.to(), guard);
    try {
      return answer(request, socket);
    } catch (HttpException | MessageConstraintException e) {
      throw HttpFailures.answer("an answer in HTTP/1.1", "it cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new BrokenAnswer("the connection ended before one began", e);
    }
  }

  private Answer answer(Request request, Socket socket)
      throws IOException, HttpException, HttpFailure {
    DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(LIMITS);
    connection.bind(socket);
    BasicClassicHttpRequest message =
        new BasicClassicHttpRequest(request.method(), request.to().target());
    message.setHeader("Host", request.to().authority());
    message.setHeader("User-Agent", "Gatehold");
    message.setHeader("Accept-Encoding", "gzip");
    message.setHeader("Connection", "close");
    request.headers().forEach(message::setHeader);
    try (InputStream content = open(request.content())) {
      carry(request, content, message);
      line.sending();
      ClassicHttpResponse response =
          new HttpRequestExecutor().execute(message, connection, HttpCoreContext.create());
      return answer(request.to(), response);
    }
  }

  private @Nullable InputStream open(Content content) throws HttpFailure {
    if (!(content instanceof Content.Stored(var resource))) {
      return null;
    }
    try {
      return resources
          .open(resource.digest())
          .orElseThrow(() ->
              HttpFailures.parameters("'body' to be a stored resource", "there is none like it"));
    } catch (IOException e) {
      throw HttpFailures.io("read the resource to send");
    }
  }

  private static void carry(
      Request request, @Nullable InputStream stored, BasicClassicHttpRequest message) {
    switch (request.content()) {
      case Content.None _ -> {
        if (request.method().startsWith("P")) {
          message.setHeader("Content-Length", "0");
        }
      }
      case Content.Text text -> {
        byte[] bytes = text.bytes();
        message.setHeader("Content-Length", String.valueOf(bytes.length));
        describe(message, text.mediaType());
        message.setEntity(new ByteArrayEntity(bytes, null));
      }
      case Content.Stored(var resource) -> {
        message.setHeader("Content-Length", String.valueOf(resource.size()));
        describe(message, resource.mediaType());
        message.setEntity(new InputStreamEntity(stored, resource.size(), null));
      }
    }
  }

  private static void describe(BasicClassicHttpRequest message, String mediaType) {
    if (!message.containsHeader("Content-Type")) {
      message.setHeader("Content-Type", mediaType);
    }
  }

  private Answer answer(WebAddress from, ClassicHttpResponse response)
      throws IOException, HttpFailure {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(String.valueOf(header.getValue()));
    }
    HttpEntity entity = response.getEntity();
    if (entity == null || entity.getContentLength() == 0) {
      return new Answer(from, response.getCode(), headers, InputStream.nullInputStream());
    }
    if (entity.getContentLength() > ANSWER_LIMIT) {
      throw HttpFailures.tooLarge(from, ANSWER_LIMIT);
    }
    boolean compressed = compressed(headers.getOrDefault("content-encoding", List.of()));
    InputStream body = new AnswerStream(entity.getContent(), compressed, ANSWER_LIMIT);
    return new Answer(from, response.getCode(), headers, body);
  }

  private static boolean compressed(List<String> encodings) throws HttpFailure {
    String coding = String.join(",", encodings).strip().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw HttpFailures.answer(
              "an answer that is plain or compressed with gzip",
              "its encoding is " + (ENCODING.matcher(coding).matches() ? coding : "another one"));
    };
  }

  /** Whether the receiver may have begun to act. */
  boolean hasSent() {
    return line.hasSent();
  }
}
