package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations only add, so that nodes of the version before work on beside them. The list of what is
 * allowed is below.
 */
class AdditiveMigrationsTest {
  /** No version was released that knows less than these; nothing works on beside them. */
  private static final Pattern BEFORE_THE_FIRST_RELEASE = Pattern.compile("V[1234]__.*");

  private static final String NAME = "[a-z_]+";

  /** A new table and what belongs to it; nobody uses it yet. */
  private static final Pattern TABLE = Pattern.compile("CREATE TABLE (" + NAME + ") \\(.*");

  private static final Pattern INDEX =
      Pattern.compile("CREATE (?:UNIQUE )?INDEX " + NAME + " ON (" + NAME + ") .*");
  private static final Pattern ROWS = Pattern.compile("INSERT INTO (" + NAME + ") .*");

  private static final List<Pattern> ADDITIVE =
      List.of(
          Pattern.compile("CREATE SEQUENCE " + NAME),
          // Without a default a column has to be nullable: the version before does not fill it.
          Pattern.compile(
              "ALTER TABLE " + NAME + " ADD COLUMN " + NAME + " \\w+(\\[\\])?( COLLATE \"C\")?"),
          Pattern.compile(
              "ALTER TABLE "
                  + NAME
                  + " ADD COLUMN "
                  + NAME
                  + " \\w+(\\[\\])?( COLLATE \"C\")?( NOT NULL)? DEFAULT"
                  + " ('[^']*'|\\d+|true|false)"),
          // Not unique: the version before may write what is not.
          Pattern.compile("CREATE INDEX CONCURRENTLY " + NAME + " ON " + NAME + " .*"),
          Pattern.compile("DROP INDEX CONCURRENTLY IF EXISTS " + NAME),
          Pattern.compile("SET lock_timeout = 0"));

  /** The statements that a node of the version before may not survive. */
  private static List<String> harmful(String script) {
    List<String> harmful = new ArrayList<>();
    Set<String> fresh = new HashSet<>();
    String text = script.replaceAll("(?m)--.*$", "").replaceAll("\\s+", " ");
    List<String> statements =
        Stream.of(text.split(";")).map(String::strip).filter(each -> !each.isEmpty()).toList();
    for (String statement : statements) {
      Matcher table = TABLE.matcher(statement);
      if (table.matches()) {
        fresh.add(table.group(1));
      } else if (!additive(statement, fresh) || !rebuilt(statement, statements)) {
        harmful.add(statement);
      }
    }
    long altered =
        statements.stream()
            .filter(each -> each.startsWith("ALTER TABLE "))
            .map(each -> each.split(" ", 4)[2])
            .distinct()
            .count();
    if (altered > 1) {
      // Whoever locks one table after the other meets those who do so in another order.
      harmful.add("tables: " + altered);
    }
    return harmful;
  }

  private static boolean additive(String statement, Set<String> fresh) {
    for (Pattern pattern : List.of(INDEX, ROWS)) {
      Matcher matcher = pattern.matcher(statement);
      if (matcher.matches() && fresh.contains(matcher.group(1))) {
        return true;
      }
    }
    return ADDITIVE.stream().anyMatch(pattern -> pattern.matcher(statement).matches());
  }

  /** An index is dropped only if the same script builds it. */
  private static boolean rebuilt(String statement, List<String> statements) {
    String drop = "DROP INDEX CONCURRENTLY IF EXISTS ";
    return !statement.startsWith(drop)
        || statements.stream()
            .anyMatch(each ->
                each.startsWith(
                    "CREATE INDEX CONCURRENTLY " + statement.substring(drop.length()) + " "));
  }

  private static List<Path> scripts(String folder) throws IOException, URISyntaxException {
    URL found = AdditiveMigrationsTest.class.getResource("/dev/gatehold/store/postgres/" + folder);
    try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(found).toURI()))) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }

  @Test
  void every_migration_since_the_first_release_only_adds() throws Exception {
    List<Path> scripts = scripts("migration");
    assertThat(scripts).isNotEmpty();
    for (Path script : scripts) {
      String name = script.getFileName().toString();
      if (!BEFORE_THE_FIRST_RELEASE.matcher(name).matches()) {
        assertThat(harmful(Files.readString(script))).as("%s", name).isEmpty();
      }
    }
  }

  @Test
  void what_the_rolling_upgrade_is_tested_with_is_allowed() throws Exception {
    for (Path script : scripts("next")) {
      assertThat(harmful(Files.readString(script))).as("%s", script.getFileName()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE snapshot",
        "ALTER TABLE run DROP COLUMN parked",
        "ALTER TABLE run RENAME COLUMN parked TO halted",
        "ALTER TABLE run ALTER COLUMN seq TYPE integer",
        "ALTER TABLE run ADD COLUMN later text NOT NULL",
        "ALTER TABLE run ADD COLUMN later uuid DEFAULT gen_random_uuid()",
        "ALTER TABLE run ADD COLUMN a text, DROP COLUMN parked",
        "ALTER TABLE run ADD CONSTRAINT positive CHECK (seq > 0)",
        "CREATE INDEX run_later ON run (flow)",
        "CREATE UNIQUE INDEX CONCURRENTLY run_later ON run (flow)",
        "DROP INDEX CONCURRENTLY IF EXISTS run_by_flow",
        "UPDATE run SET parked = NULL",
        "DELETE FROM journal",
        "INSERT INTO journal VALUES ('run_a', 1, '', '')",
        "SET lock_timeout = 60",
        "CREATE TABLE later (id text); DROP TABLE journal",
        "ALTER TABLE run ADD COLUMN later text; ALTER TABLE journal ADD COLUMN later text"
      })
  void what_takes_away_or_rewrites_is_found(String planted) {
    assertThat(harmful("-- Harmless.\n" + planted + ";\n")).hasSize(1);
  }
}
