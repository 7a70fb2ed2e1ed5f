package dev.sluice.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;

/**
 * The database of the past: its connections, and the tables in one schema of it.
 *
 * @param user empty where the URL names it
 * @param schema where the tables are; it is made where it is missing
 */
public record HistoryDatabase(String url, String user, String password, String schema) {

    public static final String SCHEMA_DEFAULT = "history";
    private static final String MIGRATIONS = "classpath:dev/sluice/history/migration";

    public HistoryDatabase {
        if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "Expected a schema's name of letters, digits and underscores, but got " + schema);
        }
    }

    /** The tables in another schema of the same database. */
    public HistoryDatabase inSchema(String other) {
        return new HistoryDatabase(url, user, password, other);
    }

    /** Makes the tables, or brings them up to date. */
    public void migrate() {
        Flyway.configure(HistoryDatabase.class.getClassLoader())
                .dataSource(url, user.isEmpty() ? null : user, user.isEmpty() ? null : password)
                .schemas(schema)
                .createSchemas(true)
                .initSql("SET search_path TO %s, public".formatted(schema))
                .locations(MIGRATIONS)
                .load()
                .migrate();
    }

    /** Connections that read and write in the schema. None commits by itself. */
    public HikariDataSource connect(int connectionsMax) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        if (!user.isEmpty()) {
            config.setUsername(user);
            config.setPassword(password);
        }
        config.setMaximumPoolSize(connectionsMax);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setPoolName("history");
        config.setConnectionTimeout(5_000);
        // A database that is not there yet is waited for by whoever asks, and tells why.
        config.setInitializationFailTimeout(-1);
        // A property of the connection and no statement: that would be undone with the first transaction that is.
        config.addDataSourceProperty("currentSchema", schema + ",public");
        config.addDataSourceProperty("ApplicationName", "sluice-history");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A server that vanishes must not keep the writer for ever.
        config.addDataSourceProperty("socketTimeout", "60");
        return new HikariDataSource(config);
    }

    @Override
    public String toString() {
        // The URL may have a password in it.
        return "%s, schema %s".formatted(url.replaceFirst("\\?.*", ""), schema);
    }
}
