package dev.gatehold.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The password that signs in everybody on a development server. It is kept beside the data, for its
 * owner only, so that a restart does not change it.
 */
public final class DevPassword {
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int GROUPS = 3;
  private static final int GROUP_LENGTH = 4;

  private DevPassword() {}

  static String of(Path data) throws IOException {
    Path file = data.resolve("dev-password");
    if (!Files.exists(file)) {
      Files.createDirectories(data);
      write(file, fresh());
    }
    return Files.readString(file).strip();
  }

  /** Unlike letters only, in groups: it gets typed. */
  public static String fresh() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        password.append('-');
      }
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  private static void write(Path file, String password) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, password + "\n");
  }
}
