package dev.gatehold.engine.people;

import dev.gatehold.core.people.Directory;

/** Where the engine asks who is in which group, once per command. */
@FunctionalInterface
public interface DirectorySource {
  /**
   * The directory of this moment; cheap, for it is called for every command. One that does not
   * answer is {@link Directory#unavailable}.
   *
   * @throws RuntimeException when the directory does not answer; the command is then not handled,
   *     so that no gate opens on old or missing knowledge
   */
  Directory current();
}
