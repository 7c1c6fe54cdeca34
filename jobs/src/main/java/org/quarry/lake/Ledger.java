package org.quarry.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a lake keeps beside its tables in the catalog's database: settings, run numbers and locks.
 *
 * <p>Run numbers grow in the order in which runs start, which is what retraction goes by. A lock
 * has a lease, so that the lock of a killed run ends by itself.
 */
final class Ledger {
  private static final int BUSY_TIMEOUT_MS = 30_000;
  private final String url;

  private Ledger(String url) {
    this.url = url;
  }

  /** Opens the database file, creating it and what is missing in it. */
  static Ledger open(Path file) {
    Ledger ledger = new Ledger("jdbc:sqlite:" + file + "?busy_timeout=" + BUSY_TIMEOUT_MS);
    ledger.inTransaction(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.executeUpdate(
                "create table if not exists quarry_settings (name text primary key, value text not null)");
            statement.executeUpdate(
                "create table if not exists quarry_locks"
                    + " (name text primary key, owner text not null, expires_ms integer not null)");
            return null;
          }
        });
    return ledger;
  }

  /** The JDBC address of the database. */
  String url() {
    return url;
  }

  Optional<String> setting(String name) {
    return inTransaction(connection -> read(connection, name));
  }

  /** Sets a value if there is none; returns the one that holds. */
  String settingOrElse(String name, String value) {
    return inTransaction(
        connection -> {
          Optional<String> held = read(connection, name);
          if (held.isEmpty()) {
            write(connection, name, value);
          }
          return held.orElse(value);
        });
  }

  void set(String name, String value) {
    inTransaction(
        connection -> {
          write(connection, name, value);
          return null;
        });
  }

  /**
   * Points the catalog's tables to metadata below another place, and changes settings, in one go.
   */
  void moveTables(String from, String to, String catalog, Map<String, String> settings) {
    inTransaction(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  "update iceberg_tables set catalog_name = ?,"
                      + " metadata_location = ? || substr(metadata_location, ?),"
                      + " previous_metadata_location = ? || substr(previous_metadata_location, ?)")) {
            update.setString(1, catalog);
            update.setString(2, to);
            update.setInt(3, from.length() + 1);
            update.setString(4, to);
            update.setInt(5, from.length() + 1);
            update.executeUpdate();
          }
          try (var update =
              connection.prepareStatement(
                  "update iceberg_namespace_properties set catalog_name = ?")) {
            update.setString(1, catalog);
            update.executeUpdate();
          }
          for (Map.Entry<String, String> setting : settings.entrySet()) {
            write(connection, setting.getKey(), setting.getValue());
          }
          return null;
        });
  }

  /** The next run number, from 1. */
  long nextRun() {
    return inTransaction(
        connection -> {
          long next = read(connection, "last-run").map(Long::parseLong).orElse(0L) + 1;
          write(connection, "last-run", Long.toString(next));
          return next;
        });
  }

  /** Takes or renews a lock; empty on success, else who holds it. */
  Optional<String> tryLock(String name, String owner, Duration lease) {
    return inTransaction(
        connection -> {
          long now = System.currentTimeMillis();
          try (var query =
              connection.prepareStatement(
                  "select owner from quarry_locks where name = ? and owner <> ? and expires_ms > ?")) {
            query.setString(1, name);
            query.setString(2, owner);
            query.setLong(3, now);
            ResultSet held = query.executeQuery();
            if (held.next()) {
              return Optional.of(held.getString(1));
            }
          }
          try (var update =
              connection.prepareStatement("insert or replace into quarry_locks values (?, ?, ?)")) {
            update.setString(1, name);
            update.setString(2, owner);
            update.setLong(3, now + lease.toMillis());
            update.executeUpdate();
          }
          return Optional.empty();
        });
  }

  void unlock(String name, String owner) {
    inTransaction(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  "delete from quarry_locks where name = ? and owner = ?")) {
            update.setString(1, name);
            update.setString(2, owner);
            update.executeUpdate();
            return null;
          }
        });
  }

  private static Optional<String> read(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select value from quarry_settings where name = ?")) {
      query.setString(1, name);
      ResultSet row = query.executeQuery();
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private static void write(Connection connection, String name, String value) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("insert or replace into quarry_settings values (?, ?)")) {
      update.setString(1, name);
      update.setString(2, value);
      update.executeUpdate();
    }
  }

  private <T> T inTransaction(Work<T> work) {
    try (Connection connection = DriverManager.getConnection(url)) {
      // An immediate transaction takes SQLite's write lock first, so that read-then-write is atomic
      // across processes.
      try (var begin = connection.createStatement()) {
        begin.execute("begin immediate");
        T result = work.on(connection);
        begin.execute("commit");
        return result;
      }
    } catch (SQLException e) {
      throw new LakeException(
          "the lake's catalog " + url + " does not answer: " + e.getMessage(), e);
    }
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
