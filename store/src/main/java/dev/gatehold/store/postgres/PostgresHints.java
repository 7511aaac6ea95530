package dev.gatehold.store.postgres;

import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.Hints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hints by {@code NOTIFY}, outside of the transactions that they are about: a transaction that
 * notifies takes a lock of the whole server when it commits, so that those would commit one after
 * the other (docs/decisions/0025-hints-between-nodes.md). Two connections of their own, one to tell
 * and one to listen, are made when they are needed first.
 */
final class PostgresHints implements Hints, AutoCloseable {
  static final String CHANNEL = "gatehold";

  private final String self = UUID.randomUUID().toString();
  private final DataSource source;
  private final HintSender sender = new HintSender(this::notifyOthers).running();
  private final HintReceiver receiver;
  private @Nullable Connection connection;

  PostgresHints(PostgresPlace place) {
    this.source = Sessions.hinting(place);
    this.receiver = new HintReceiver(source, text -> HintText.read(self, text));
  }

  /** Says it to the other nodes soon, or not at all; returns at once. */
  void tell(Hint hint) {
    sender.tell(hint);
  }

  @Override
  public Listening listen(Consumer<Hint> listener) {
    return receiver.listen(listener);
  }

  /** Only the sender's thread comes here, and whoever closes, after it. */
  private void notifyOthers(List<Hint> hints) throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = source.getConnection();
      connection = open;
    }
    try (PreparedStatement notify = open.prepareStatement("SELECT pg_notify(?, ?)")) {
      notify.setString(1, CHANNEL);
      notify.setString(2, HintText.write(self, hints));
      notify.execute();
    } catch (SQLException e) {
      hangUp(open);
      throw e;
    }
  }

  private void hangUp(Connection open) {
    connection = null;
    try {
      open.close();
    } catch (SQLException broken) {
      // It is given up either way.
    }
  }

  @Override
  public void close() {
    sender.close();
    receiver.close();
    Connection open = connection;
    if (open != null) {
      hangUp(open);
    }
  }
}
