package dev.gatehold.bench.served;

/**
 * What the callers meet.
 *
 * @param title for people
 * @param servers how many there are; runs are decided at another one than they are started at
 * @param shared whether everything is in PostgreSQL, which several servers need
 */
record Setting(String title, int servers, boolean shared) {
  static final Setting SQLITE = new Setting("one server, SQLite", 1, false);
  static final Setting POSTGRES = new Setting("one server, PostgreSQL", 1, true);
  static final Setting THREE = new Setting("three servers, one PostgreSQL", 3, true);
}
