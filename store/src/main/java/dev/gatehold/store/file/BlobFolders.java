package dev.gatehold.store.file;

import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the file of a digest stands below a folder: {@code ab/cdef…}. */
record BlobFolders(Path root) {
  private static final Pattern REST = Pattern.compile("[0-9a-f]{62}");
  private static final int FOLDERS = 256;

  Path folder(Digest digest) {
    return root.resolve(digest.hex().substring(0, 2));
  }

  Path file(Digest digest) {
    return folder(digest).resolve(digest.hex().substring(2));
  }

  /** Digests that have a file, in order; whatever else lies around is passed over. */
  List<Digest> after(@Nullable Digest last, int limit) throws IOException {
    List<Digest> found = new ArrayList<>();
    int from = last == null ? 0 : Integer.parseInt(last.hex().substring(0, 2), 16);
    for (int folder = from; folder < FOLDERS && found.size() < limit; folder++) {
      for (Digest digest : in("%02x".formatted(folder))) {
        if (found.size() < limit && (last == null || digest.text().compareTo(last.text()) > 0)) {
          found.add(digest);
        }
      }
    }
    return found;
  }

  private List<Digest> in(String start) throws IOException {
    List<Digest> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(start))) {
      for (Path file : files) {
        String rest = file.getFileName().toString();
        if (REST.matcher(rest).matches()) {
          found.add(new Digest("sha256:" + start + rest));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    found.sort(Comparator.comparing(Digest::text));
    return found;
  }
}
