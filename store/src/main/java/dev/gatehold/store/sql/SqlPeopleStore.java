package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisOrNull;
import static dev.gatehold.store.sql.Columns.textByName;
import static dev.gatehold.store.sql.Columns.texts;
import static dev.gatehold.store.sql.PeopleRows.absenceOf;
import static dev.gatehold.store.sql.PeopleRows.tokenOf;

import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.people.Principal;
import dev.gatehold.engine.store.PeopleStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people store in either database; each counts its revisions in its own way. */
public abstract class SqlPeopleStore implements PeopleStore {
  private final Statements database;

  protected SqlPeopleStore(Statements database) {
    this.database = database;
  }

  /** Changes accounts or absences, and the revision with them. */
  protected abstract int change(Function<JdbcClient, Integer> change);

  /** Changes tokens, and their revision with them. */
  protected abstract int changeTokens(Function<JdbcClient, Integer> change);

  @Override
  public void saveAccount(Account account) {
    Ties ties = account.ties();
    change(client ->
        client
            .sql(
                """
                INSERT INTO account
                  (id, name, member_of, roles, accounts, relations, password_hash, admin, disabled)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                  member_of = excluded.member_of, roles = excluded.roles,
                  accounts = excluded.accounts, relations = excluded.relations,
                  password_hash = excluded.password_hash, admin = excluded.admin,
                  disabled = excluded.disabled
                """)
            .param(account.id())
            .param(account.name())
            .param(texts(new TreeSet<>(ties.groups())))
            .param(texts(new TreeSet<>(ties.roles())))
            .param(texts(new TreeSet<>(ties.accounts())))
            .param(textByName(ties.relations()))
            .param(account.passwordHash())
            .param(account.admin())
            .param(account.disabled())
            .update());
  }

  @Override
  public List<Account> accounts() {
    return database.read(client ->
        client.sql("SELECT * FROM account ORDER BY id").query((row, _) -> accountOf(row)).list());
  }

  private static Account accountOf(ResultSet row) throws SQLException {
    return new Account(
        row.getString("id"),
        row.getString("name"),
        new Ties(
            Set.copyOf(texts(row, "member_of")),
            Set.copyOf(texts(row, "roles")),
            Set.copyOf(texts(row, "accounts")),
            textByName(row, "relations")),
        row.getString("password_hash"),
        row.getBoolean("admin"),
        row.getBoolean("disabled"));
  }

  @Override
  public void saveAbsence(StoredAbsence absence) {
    Absence when = absence.absence();
    change(client ->
        client
            .sql(
                """
                INSERT INTO absence
                  (id, person, from_at, until_at, delegate, set_by, set_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET person = excluded.person,
                  from_at = excluded.from_at, until_at = excluded.until_at,
                  delegate = excluded.delegate, set_by = excluded.set_by,
                  set_at = excluded.set_at
                """)
            .param(absence.id())
            .param(absence.person())
            .param(millis(when.from()))
            .param(millisOrNull(when.until()))
            .param(when.delegate())
            .param(absence.setBy())
            .param(millis(absence.setAt()))
            .update());
  }

  @Override
  public List<StoredAbsence> absences() {
    return database.read(client ->
        client
            .sql("SELECT * FROM absence ORDER BY person, from_at, id")
            .query((row, _) -> absenceOf(row))
            .list());
  }

  @Override
  public boolean deleteAbsence(String id) {
    return change(client -> client.sql("DELETE FROM absence WHERE id = ?").param(id).update()) > 0;
  }

  @Override
  public void saveToken(Token token) {
    Principal principal = token.principal();
    changeTokens(client ->
        client
            .sql(
                """
                INSERT INTO token (hash, hint, name, principal, kind, acts_for,
                  person, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (hash) DO UPDATE SET hint = excluded.hint, name = excluded.name,
                  principal = excluded.principal, kind = excluded.kind,
                  acts_for = excluded.acts_for, person = excluded.person,
                  created_at = excluded.created_at, expires_at = excluded.expires_at
                """)
            .param(token.hash())
            .param(token.hint())
            .param(token.name())
            .param(principal.id())
            .param(principal.kind().name())
            .param(principal.actsFor())
            .param(principal.person())
            .param(millis(token.createdAt()))
            .param(millisOrNull(token.expiresAt()))
            .update());
  }

  @Override
  public Optional<Token> token(String hash) {
    return database.read(client ->
        client
            .sql("SELECT * FROM token WHERE hash = ?")
            .param(hash)
            .query((row, _) -> tokenOf(row))
            .optional());
  }

  @Override
  public List<Token> tokensOf(String person) {
    return database.read(client ->
        client
            .sql("SELECT * FROM token WHERE person = ? ORDER BY created_at DESC, hash")
            .param(person)
            .query((row, _) -> tokenOf(row))
            .list());
  }

  @Override
  public boolean deleteToken(String hash) {
    return changeTokens(
            client -> client.sql("DELETE FROM token WHERE hash = ?").param(hash).update())
        > 0;
  }
}
