package dev.gatehold.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.cli.output.CliException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  private static final URI HERE = URI.create("http://127.0.0.1:8420");
  private static final URI THERE = URI.create("https://gate.example.com");

  @TempDir Path folder;
  private Path file;
  private Credentials credentials;

  @BeforeEach
  void open() {
    file = folder.resolve("gatehold").resolve("credentials.json");
    credentials = new Credentials(file);
  }

  @Test
  void nobody_is_signed_in_at_first() {
    assertThat(credentials.token(HERE, null)).isNull();
    assertThat(credentials.users(HERE)).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void who_signed_in_last_is_the_default_and_others_can_be_chosen() {
    credentials.keep(HERE, "alice", "a");
    credentials.keep(HERE, "bob", "b");

    assertThat(credentials.token(HERE, null)).isEqualTo("b");
    assertThat(credentials.token(HERE, "alice")).isEqualTo("a");
    assertThat(credentials.token(HERE, "carol")).isNull();
    assertThat(credentials.users(HERE)).containsExactly("alice", "bob");
  }

  @Test
  void a_token_is_never_given_to_another_server() {
    credentials.keep(HERE, "alice", "a");

    assertThat(credentials.token(THERE, null)).isNull();
    assertThat(credentials.token(THERE, "alice")).isNull();
  }

  @Test
  void a_forgotten_user_is_gone_and_another_becomes_the_default() {
    credentials.keep(HERE, "alice", "a");
    credentials.keep(HERE, "bob", "b");

    assertThat(credentials.forget(HERE, "bob")).isTrue();
    assertThat(credentials.forget(HERE, "bob")).isFalse();
    assertThat(credentials.token(HERE, null)).isEqualTo("a");
    assertThat(credentials.token(HERE, "bob")).isNull();
  }

  @Test
  void only_the_owner_can_read_the_file_and_enter_its_folder() throws IOException {
    credentials.keep(HERE, "alice", "a");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("gatehold"))))
        .isEqualTo("rwx------");
  }

  @Test
  void a_file_that_others_can_read_is_not_used() throws IOException {
    credentials.keep(HERE, "alice", "a");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> credentials.token(HERE, null))
        .isInstanceOfSatisfying(
            CliException.class,
            error -> {
              assertThat(error.code()).isEqualTo("credentials.exposed");
              assertThat(error.next().getFirst().command()).isEqualTo("chmod 600 " + file);
            });
  }

  @Test
  void a_broken_file_is_said_to_be_broken() throws IOException {
    credentials.keep(HERE, "alice", "a");
    Files.writeString(file, "{");

    assertThatThrownBy(() -> credentials.token(HERE, null))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("to hold JSON");
  }
}
