package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.instant;
import static dev.gatehold.store.sql.Columns.instantOrNull;

import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.engine.store.PeopleStore.StoredAbsence;
import dev.gatehold.engine.store.PeopleStore.Token;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How rows of absences and tokens become values. */
public final class PeopleRows {
  private PeopleRows() {}

  public static StoredAbsence absenceOf(ResultSet row) throws SQLException {
    return new StoredAbsence(
        row.getString("id"),
        row.getString("person"),
        new Absence(
            instant(row, "from_at"), instantOrNull(row, "until_at"), row.getString("delegate")),
        row.getString("set_by"),
        instant(row, "set_at"));
  }

  public static Token tokenOf(ResultSet row) throws SQLException {
    return new Token(
        row.getString("hash"),
        row.getString("hint"),
        row.getString("name"),
        new Principal(
            row.getString("principal"),
            Kind.valueOf(row.getString("kind")),
            row.getString("acts_for")),
        instant(row, "created_at"),
        instantOrNull(row, "expires_at"));
  }
}
