package dev.gatehold.core.flow;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule that somebody else than a flow's author owns: the steps that it binds run only after a
 * gate that also met this requirement. A flow can ask for more and never for less.
 *
 * @param name unique among the floors of a server
 * @param title why, in words for approvers
 * @param binds which steps
 */
public record Floor(String name, String title, Binding binds, Requires requires) {
  /** Scheme, user and host of a URL (RFC 3986); the host is what follows the last {@code @}. */
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#]*@)?(?<host>\\[[^\\]]*]|[^/?#:]+)");

  /**
   * Binds the work steps to which all of its lists apply; an empty list applies to everything. In
   * flows, steps and hosts {@code *} stands for any text.
   *
   * @param flows names of flows
   * @param tags of flows; one shared tag is enough
   * @param steps kinds of steps such as {@code ssh}, or ids
   * @param hosts what a step connects to: the host that its parameters name, its address, or the
   *     name of its connection
   */
  public record Binding(
      List<String> flows, List<String> tags, List<String> steps, List<String> hosts) {
    public Binding {
      flows = List.copyOf(flows);
      tags = List.copyOf(tags);
      steps = List.copyOf(steps);
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * Whether it binds a work step.
   *
   * @param parameters as rendered; null while they are not known, which binds whatever the hosts
   */
  public boolean binds(
      Flow flow, Step step, Action.Work work, @Nullable Map<String, @Nullable Object> parameters) {
    return matches(binds.flows(), Stream.of(flow.name()))
        && (binds.tags().isEmpty() || flow.tags().stream().anyMatch(binds.tags()::contains))
        && matches(binds.steps(), Stream.of(work.connector(), step.id()))
        && (parameters == null || matches(binds.hosts(), hosts(parameters)));
  }

  private static boolean matches(List<String> patterns, Stream<String> words) {
    return patterns.isEmpty()
        || words.anyMatch(word -> patterns.stream().anyMatch(each -> pattern(each, word)));
  }

  private static boolean pattern(String pattern, String word) {
    String[] literal = pattern.split("\\*", -1);
    StringBuilder regex = new StringBuilder(Pattern.quote(literal[0]));
    for (int i = 1; i < literal.length; i++) {
      regex.append(".*").append(Pattern.quote(literal[i]));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
        .matcher(word)
        .matches();
  }

  /** A step that names a host in a form that cannot be read is bound by every host's rule. */
  private static Stream<String> hosts(Map<String, @Nullable Object> parameters) {
    // Which host a connection leads to is known to the server's operator, who also names it.
    if (parameters.get("connection") instanceof String connection) {
      return Stream.of(connection);
    }
    if (parameters.get("host") instanceof String host) {
      return Stream.of(host);
    }
    if (parameters.get("url") instanceof String url) {
      Matcher address = ADDRESS.matcher(url);
      return Stream.of(address.lookingAt() ? address.group("host") : url);
    }
    return Stream.of();
  }
}
