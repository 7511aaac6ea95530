package dev.gatehold.cli.secret;

import dev.gatehold.cli.command.Environment;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Takes a value where no other process and no shell's history sees it. */
final class SecretInput {
  private SecretInput() {}

  /**
   * The value: typed without echo at a terminal, otherwise all of standard input. The line break at
   * the end of a single line does not count; several lines are kept as they are.
   */
  static String read(Environment environment, String name) {
    var console = environment.interactive() ? System.console() : null;
    if (console != null) {
      char[] typed = console.readPassword("Value of %s: ", name);
      return typed == null ? "" : new String(typed);
    }
    try {
      byte[] bytes = environment.in().readAllBytes();
      String value = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (value.isBlank()) {
        throw new CliException(
            ExitCode.USAGE,
            "secret.missing",
            "Expected the value on standard input, but it is empty.",
            Next.say("For example: gatehold secret set " + name + " < token.txt"));
      }
      return value.lines().count() == 1 ? value.lines().findFirst().orElse("") : value;
    } catch (CharacterCodingException e) {
      throw new CliException(
          ExitCode.USAGE,
          "secret.invalid",
          "Expected the value as text in UTF-8, but found other bytes.",
          Next.say("Encode it, for example: base64 key | gatehold secret set " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
