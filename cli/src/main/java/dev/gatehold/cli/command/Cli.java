package dev.gatehold.cli.command;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Credentials;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Style;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What every command gets: the global options, the environment, and the door to the server. */
public final class Cli {
  private static final String DEFAULT_SERVER = "http://127.0.0.1:8420";
  private static final String PASSWORD_FLAG = "--password-stdin";

  private final GlobalOptions options;
  private final Environment environment;

  public Cli(GlobalOptions options, Environment environment) {
    this.options = options;
    this.environment = environment;
  }

  public Environment environment() {
    return environment;
  }

  public boolean json() {
    return options.json();
  }

  /** Where data goes. */
  public Printer out() {
    return new Printer(
        environment.out(), new Style(environment.coloured(1)), environment.clock().instant());
  }

  /** Where messages go. */
  public Printer err() {
    return new Printer(
        environment.err(), new Style(environment.coloured(2)), environment.clock().instant());
  }

  /** Says something on the way, unless the user wants it quiet. */
  public void progress(String text) {
    if (!options.quiet()) {
      Printer err = err();
      err.line(err.style().dim(text));
    }
  }

  boolean quiet() {
    return options.quiet();
  }

  /** The server that the user means: option, environment, default. */
  public URI server() {
    String written = options.server();
    if (written == null) {
      written = environment.variable("GATEHOLD_SERVER");
    }
    if (written == null) {
      written = DEFAULT_SERVER;
    }
    try {
      URI server = new URI(written.endsWith("/") ? written.replaceAll("/+$", "") : written);
      String scheme = String.valueOf(server.getScheme());
      if ((scheme.equals("http") || scheme.equals("https"))
          && server.getHost() != null
          && server.getRawQuery() == null
          && server.getUserInfo() == null) {
        return server;
      }
    } catch (URISyntaxException notAnAddress) {
      // Said below.
    }
    throw new CliException(
        ExitCode.USAGE,
        "usage.invalid",
        "Expected the server as http://HOST:PORT or https://HOST, but found '" + written + "'.",
        Next.say("Correct --server or GATEHOLD_SERVER."));
  }

  public Credentials credentials() {
    return new Credentials(environment.configFolder().resolve("credentials.json"));
  }

  /** Which user the caller chose; null for the default one. */
  public @Nullable String user() {
    return options.user();
  }

  /** The server as a signed-in user. */
  public Api api() {
    URI server = server();
    String token = token(server);
    if (token == null) {
      throw notSignedIn(server);
    }
    return new Api(server, token);
  }

  /** The server without a credential: for signing in. */
  public Api anonymous() {
    return new Api(server(), null);
  }

  /** The token to use; null when nobody is signed in. */
  public @Nullable String token(URI server) {
    String file = environment.variable("GATEHOLD_TOKEN_FILE");
    if (file != null && options.user() == null) {
      return readToken(environment.path(file));
    }
    return credentials().token(server, options.user());
  }

  private static String readToken(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      CliException error =
          new CliException(
              ExitCode.NOT_ALLOWED,
              "credentials.unreadable",
              "Expected GATEHOLD_TOKEN_FILE to name a file with a token, but "
                  + file
                  + " cannot be read.",
              Next.say(
                  "Correct the variable, or unset it and sign in with 'gatehold login USER'."));
      error.initCause(e);
      throw error;
    }
  }

  private CliException notSignedIn(URI server) {
    String who = options.user();
    return new CliException(
        ExitCode.NOT_ALLOWED,
        "credentials.missing",
        "Expected you to be signed in to "
            + server
            + (who == null ? "" : " as '" + who + "'")
            + ", but you are not.",
        new Next("gatehold login " + (who == null ? "USER" : who), "sign in"));
  }

  /** A password: asked for without echo, or the first line of standard input. */
  public String password(String question, boolean fromInput) {
    if (fromInput) {
      return firstLineOfInput();
    }
    var console = environment.interactive() ? System.console() : null;
    char[] typed = console == null ? null : console.readPassword("%s", question);
    if (typed == null) {
      throw new CliException(
          ExitCode.USAGE,
          "password.missing",
          "Expected a terminal to ask for the password, but there is none.",
          Next.say("Give the password on standard input and add " + PASSWORD_FLAG + "."));
    }
    return new String(typed);
  }

  private String firstLineOfInput() {
    String line = readLine();
    if (line == null || line.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "password.missing",
          "Expected the password as the first line of standard input, but it is empty.",
          Next.say("For example: gatehold login alice " + PASSWORD_FLAG + " < password.txt"));
    }
    return line;
  }

  /** Asks a question that only {@code y} or {@code yes} affirms. */
  public boolean confirm(String question) {
    environment.err().print(question + " [y/N] ");
    environment.err().flush();
    String answer = readLine();
    return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
  }

  private @Nullable String readLine() {
    try {
      return new BufferedReader(new InputStreamReader(environment.in(), StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
