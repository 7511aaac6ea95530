package dev.gatehold.store.sqlite;

import java.sql.SQLException;
import org.sqlite.core.DB;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/** A prepared statement that goes back to its {@link KeepingConnection} when it is closed. */
final class KeptStatement extends JDBC4PreparedStatement {
  private final KeepingConnection owner;
  private boolean lent = true;

  KeptStatement(KeepingConnection owner, String sql) throws SQLException {
    super(owner, sql);
    this.owner = owner;
  }

  /** It is in use again. */
  void lend() {
    lent = true;
  }

  /** Closes it for good. */
  void discard() throws SQLException {
    super.close();
  }

  @Override
  public void close() throws SQLException {
    if (!lent) {
      return;
    }
    lent = false;
    // After most errors the driver has ended the statement itself.
    if (pointer.isClosed() || isCloseOnCompletion()) {
      discard();
      return;
    }
    rs.close();
    pointer.safeRunInt(DB::reset);
    // Not clearParameters(): SQLite would plan anew, where it has looked at values in planning. The
    // driver binds each parameter for each use, those that were not set as null.
    clearBatch();
    setMaxRows(0);
    setQueryTimeout(0);
    owner.keep(sql, this);
  }

  @Override
  public boolean isClosed() {
    return !lent || super.isClosed();
  }
}
