package dev.gatehold.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderOwnershipTest {
  @TempDir Path folder;

  /** Opens the folder, says how that went, and stays. */
  static final class Opener {
    public static void main(String[] args) throws Exception {
      try (SqliteStores stores = SqliteStores.open(Path.of(args[0]))) {
        System.out.println("open " + stores.flows().flows());
        Thread.currentThread().join();
      } catch (DataFolderException e) {
        System.out.println(e.getMessage());
      }
    }

    private Opener() {}
  }

  private String heldBy(long process) {
    return "Expected data folder "
        + folder
        + " to be free, but process "
        + process
        + " holds it. Stop it, or use another folder with --data.";
  }

  @Test
  void a_folder_that_another_process_holds_is_refused_until_that_dies() throws Exception {
    try (Child holder = Child.start(Opener.class, folder.toString())) {
      assertThat(holder.line()).isEqualTo("open []");
      assertThatExceptionOfType(DataFolderException.class)
          .isThrownBy(() -> SqliteStores.open(folder))
          .withMessage(heldBy(holder.pid()));
      holder.kill();
    }
    try (SqliteStores stores = SqliteStores.open(folder)) {
      assertThat(stores.flows().flows()).isEmpty();
    }
  }

  @Test
  void a_second_opening_in_one_process_is_refused_and_does_not_weaken_the_first() throws Exception {
    try (SqliteStores _ = SqliteStores.open(folder)) {
      String held = heldBy(ProcessHandle.current().pid());
      assertThatExceptionOfType(DataFolderException.class)
          .isThrownBy(() -> SqliteStores.open(folder.resolve("../" + folder.getFileName())))
          .withMessageContaining("holds it");
      try (Child other = Child.start(Opener.class, folder.toString())) {
        assertThat(other.line()).isEqualTo(held);
      }
    }
  }

  @Test
  void a_closed_folder_can_be_opened_again() {
    SqliteStores.open(folder).close();
    SqliteStores first = SqliteStores.open(folder);
    first.close();
    first.close();
    try (SqliteStores stores = SqliteStores.open(folder)) {
      assertThat(stores.flows().flows()).isEmpty();
    }
  }
}
