package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.FlowRows.secretOf;

import dev.gatehold.engine.Environment;
import dev.gatehold.engine.store.SecretStore;
import java.util.List;
import java.util.Optional;

/** The secret store in either database. */
public final class SqlSecretStore implements SecretStore {
  private final Statements database;

  public SqlSecretStore(Statements database) {
    this.database = database;
  }

  @Override
  public void saveSecrets(List<StoredSecret> secrets) {
    int saved =
        database.writeWith(client ->
            secrets.stream()
                .mapToInt(secret ->
                    client
                        .sql(
                            """
                            INSERT INTO secret
                              (name, environment, version, sealed, set_by, set_at)
                            VALUES (?, ?, ?, ?, ?, ?)
                            ON CONFLICT (name, environment) DO UPDATE SET
                              version = excluded.version, sealed = excluded.sealed,
                              set_by = excluded.set_by, set_at = excluded.set_at
                            """)
                        .param(secret.name())
                        .param(secret.environment().word())
                        .param(secret.version())
                        .param(secret.sealed())
                        .param(secret.setBy())
                        .param(millis(secret.setAt()))
                        .update())
                .sum());
    if (saved != secrets.size()) {
      throw new IllegalStateException("Expected to save " + secrets.size() + ", not " + saved);
    }
  }

  @Override
  public Optional<StoredSecret> secret(String name, Environment environment) {
    return database.read(client ->
        client
            .sql("SELECT * FROM secret WHERE name = ? AND environment = ?")
            .param(name)
            .param(environment.word())
            .query((row, _) -> secretOf(row))
            .optional());
  }

  @Override
  public List<StoredSecret> secrets() {
    return database.read(client ->
        client
            .sql("SELECT * FROM secret ORDER BY name, environment")
            .query((row, _) -> secretOf(row))
            .list());
  }

  @Override
  public boolean deleteSecret(String name, Environment environment) {
    return database.writeWith(client ->
        client
            .sql("DELETE FROM secret WHERE name = ? AND environment = ?")
            .param(name)
            .param(environment.word())
            .update())
        > 0;
  }
}
