package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.history.Comparison;
import dev.sluice.cli.history.JournalEnds;
import dev.sluice.cli.history.Rebuild;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.postgres.LocalPostgres;
import dev.sluice.history.HistoryConfig;
import dev.sluice.history.HistoryDatabase;
import dev.sluice.history.writer.HistoryWriter;
import dev.sluice.history.writer.WriterStatus;
import dev.sluice.schema.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A PostgreSQL of its own for the history of a ledger that runs, which can go and come back. */
final class HistoryUnderTest implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> SETTINGS = Map.of("max_connections", "40");

    private final LedgerUnderTest ledger;
    private final Path data;
    private final HistoryDatabase database;
    private LocalPostgres server;

    private HistoryUnderTest(LedgerUnderTest ledger, Path data, LocalPostgres server) {
        this.ledger = ledger;
        this.data = data;
        this.server = server;
        this.database = new HistoryDatabase(server.url(), LocalPostgres.USER, "", HistoryDatabase.SCHEMA_DEFAULT);
    }

    static HistoryUnderTest start(LedgerUnderTest ledger, Path folder) throws IOException {
        var data = folder.resolve("postgres");
        return new HistoryUnderTest(ledger, data, LocalPostgres.start(data, 0, Optional.empty(), SETTINGS));
    }

    HistoryDatabase database() {
        return database;
    }

    String topicPrefix() {
        var journal = ledger.topic(Topic.JOURNAL);
        return journal.substring(0, journal.length() - "journal".length());
    }

    HistoryConfig config() {
        return new HistoryConfig(
                Map.of("bootstrap.servers", ledger.bootstrapServers()),
                topicPrefix(),
                database,
                1,
                HistoryConfig.BATCH_MAX_DEFAULT);
    }

    /** A writer in this process. */
    HistoryWriter writer() {
        return HistoryWriter.start(config(), new WriterStatus(new SimpleMeterRegistry()));
    }

    /** What a gateway is told to ask here. */
    Map<String, Object> settings() {
        return Map.of("sluice.history.jdbc-url", database.url(), "sluice.history.user", database.user());
    }

    /** Waits until a gateway that was just started has its share of the replies: until then calls of all gateways may fail. */
    static void awaitAnswers(LedgerHttp http) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> http.get("/v1/programs?limit=1").get().status() == 200);
    }

    /** The server is gone, as when its machine is switched off. */
    void stop() throws IOException {
        server.close();
    }

    /** It is back, where it was. */
    void startAgain() throws IOException {
        var port = Integer.parseInt(database.url().replaceAll(".*:(\\d+)/.*", "$1"));
        server = LocalPostgres.start(data, port, Optional.empty(), SETTINGS);
    }

    /** Waits until history has all that the journal has now. */
    void awaitAll() {
        var ends = new JournalEnds(ledger.bootstrapServers(), topicPrefix()).now();
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> ends.forEach((partition, end) -> assertThat(
                                numbers("SELECT next_offset FROM position WHERE partition = " + partition))
                        // Behind the last record there may be the mark of its transaction, which is nothing to read.
                        .allMatch(next -> next >= end - 1)));
    }

    /** The first column of each row. */
    List<Long> numbers(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<Long>();
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "%s?currentSchema=%s".formatted(database.url(), database.schema()), database.user(), "");
    }

    /** Compares it with one that is made anew; nobody may book meanwhile. */
    void assertSameAsRebuilt() throws SQLException, InterruptedException {
        var rebuild = new Rebuild(config());
        rebuild.build(new JournalEnds(ledger.bootstrapServers(), topicPrefix()).now(), read -> {});
        assertThat(Comparison.of(database, rebuild.database())).isNotEmpty().allMatch(Comparison.Row::isSame);
        rebuild.drop();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
