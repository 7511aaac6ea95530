package dev.gatehold.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Makes the repositories that scenes change: every scene gets its own, so that none depends on what
 * another left behind.
 *
 * @param maker the script that makes the example's repository
 * @param original the user's repository, which is only read; null for the example's
 * @param change the script that changes a repository
 * @param folder where they go
 */
record Repositories(Path maker, @Nullable Path original, Path change, Path folder) {
  Repository make(String name) throws IOException {
    Path place = folder.resolve(name);
    return original == null ? Repository.example(maker, place) : Repository.copy(original, place);
  }
}
