package dev.gatehold.server.page.signin;

import dev.gatehold.server.page.Frame;
import dev.gatehold.server.page.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the sign-in page reads.
 *
 * @param example in development mode, whom to sign in as and how; null otherwise
 */
public record SignInPage(Frame frame, @Nullable Notice notice, @Nullable Example example) {

  /** The people of a development server, who share one password. */
  public record Example(List<Person> people, String password) {}

  /** A person of a development server. */
  public record Person(String id, String name, String groups) {}
}
