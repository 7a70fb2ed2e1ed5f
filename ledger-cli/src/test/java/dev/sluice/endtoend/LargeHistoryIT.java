package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.postgres.LocalPostgres;
import dev.sluice.cli.terminal.Table;
import dev.sluice.history.HistoryConfig;
import dev.sluice.history.HistoryDatabase;
import dev.sluice.history.writer.HistoryWriter;
import dev.sluice.history.writer.WriterStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history of a generated journal, as large as it is told: {@code -Dsluice.history.entries=1000000}. It prints how fast it was
 * written, how far behind it is under a steady load, and how long each question took; and checks that history is sound.
 *
 * <p>With {@code -Dsluice.history.folder=DIR} the tables stay there, and the next run with the same number only asks.
 */
class LargeHistoryIT {

    private static final int PARTITIONS = 4;
    private static final int ENTRIES = Integer.getInteger("sluice.history.entries", 20_000);
    private static final int ACCOUNTS = Integer.getInteger("sluice.history.accounts", Math.min(10_000, ENTRIES / 20));
    private static final int THREADS = Integer.getInteger("sluice.history.threads", 2);
    private static final int CALLS = Integer.getInteger("sluice.history.calls", 50);
    private static final int STEADY_PER_SECOND = 1_000;
    private static final int STEADY_SECONDS = Integer.getInteger("sluice.history.steady", 5);

    /** For a tenth of the speed that is wanted, and never less than two minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(2).plusSeconds(ENTRIES / 2_000);

    /** As the node's own; {@code -Dsluice.history.wal_compression=off} tries another. */
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers",
            System.getProperty("sluice.history.shared_buffers", "128MB"),
            "max_wal_size",
            "1GB",
            "wal_compression",
            System.getProperty("sluice.history.wal_compression", "on"),
            "max_connections",
            "40");

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    @TempDir
    private Path folder;

    private final Random random = new Random(1);

    @Test
    void is_written_kept_up_to_date_and_asked_for_within_its_figures() throws Exception {
        var generated = new GeneratedLedger(1, PARTITIONS, ACCOUNTS, ENTRIES + STEADY_PER_SECOND * STEADY_SECONDS);
        var data = Path.of(System.getProperty("sluice.history.folder", folder.toString()))
                .resolve("postgres");
        var isThere = Files.exists(data);
        try (var postgres = LocalPostgres.start(data, 0, Optional.empty(), SETTINGS)) {
            var database = new HistoryDatabase(postgres.url(), LocalPostgres.USER, "", HistoryDatabase.SCHEMA_DEFAULT);
            database.migrate();
            if (!isThere) {
                write(postgres, database, generated);
                postgres.run("VACUUM ANALYZE");
            }
            ask(database, generated);
        }
    }

    private void write(LocalPostgres postgres, HistoryDatabase database, GeneratedLedger generated) throws Exception {
        var prefix = "generated-%s.".formatted(UUID.randomUUID());
        try (var journal = GeneratedJournal.create(ledger.bootstrapServers(), prefix + "journal", PARTITIONS)) {
            var began = System.nanoTime();
            for (var number = 0; number < ENTRIES; number++) {
                journal.add(generated.next());
            }
            journal.flush();
            System.out.printf("Generated %,d entries in %s%n", ENTRIES, seconds(System.nanoTime() - began));
            var config = new HistoryConfig(
                    Map.of("bootstrap.servers", ledger.bootstrapServers()),
                    prefix,
                    database,
                    THREADS,
                    HistoryConfig.BATCH_MAX_DEFAULT);
            try (var writer = HistoryWriter.start(config, new WriterStatus(new SimpleMeterRegistry()))) {
                began = System.nanoTime();
                awaitEntries(database, ENTRIES);
                var took = System.nanoTime() - began;
                System.out.printf(
                        "Written in %s, which is %,.0f entries/s; %.0f µs of PostgreSQL's CPU for each; %s on disk%n",
                        seconds(took),
                        ENTRIES * 1e9 / took,
                        cpu(postgres).toNanos() / 1e3 / ENTRIES,
                        one(database, SIZE));
                keepUp(database, journal, generated);
                assertThat(writer.isAlive()).isTrue();
            }
        }
    }

    /** What the processes that serve it now have used; other things on the machine make it no more. */
    private static Duration cpu(LocalPostgres postgres) throws IOException {
        return ProcessHandle.of(postgres.pid()).stream()
                .flatMap(ProcessHandle::children)
                .flatMap(child -> child.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static final String SIZE = "SELECT pg_size_pretty(pg_database_size(current_database()))";

    /** A steady load, and how long after an entry was sent history has it. */
    private void keepUp(HistoryDatabase database, GeneratedJournal journal, GeneratedLedger generated)
            throws SQLException, InterruptedException {
        var count = STEADY_PER_SECOND * STEADY_SECONDS;
        var sentAt = new long[count];
        var sender = Thread.ofPlatform().start(() -> {
            var began = System.nanoTime();
            for (var number = 0; number < count; number++) {
                var dueAt = began + number * 1_000_000_000L / STEADY_PER_SECOND;
                for (var left = dueAt - System.nanoTime(); left > 0; left = dueAt - System.nanoTime()) {
                    java.util.concurrent.locks.LockSupport.parkNanos(left);
                }
                sentAt[number] = System.nanoTime();
                journal.add(generated.next());
            }
        });
        var lags = new long[count];
        var seen = 0;
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var select = connection.prepareStatement("SELECT sum(entries) FROM history.position")) {
            while (seen < count) {
                assertThat(System.nanoTime())
                        .as("until all %d entries are there, and not %d", count, seen)
                        .isLessThan(deadline);
                try (var row = select.executeQuery()) {
                    row.next();
                    var now = System.nanoTime();
                    // Of several partitions: the sum tells how many are there, and about which they are.
                    for (var there = row.getLong(1) - ENTRIES; seen < there; seen++) {
                        lags[seen] = now - sentAt[seen];
                    }
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        sender.join();
        figure("lag at 1,000 entries/s", lags);
    }

    private void ask(HistoryDatabase database, GeneratedLedger generated) throws Exception {
        try (var gateway = ledger.gatewayWith(Map.of(
                        "sluice.history.jdbc-url",
                        database.url(),
                        "sluice.history.user",
                        database.user(),
                        "sluice.history.statement-timeout",
                        "60s"));
                var http = LedgerHttp.to(gateway.uri(), LedgerUnderTest.API_KEY, 1)) {
            var questions = new LargeHistoryQuestions(database, generated, random);
            for (var question : questions.all().entrySet()) {
                var calls = question.getKey().startsWith("report") ? Math.max(3, CALLS / 50) : CALLS;
                for (var warmUp = 0; warmUp < calls / 10; warmUp++) {
                    http.get(question.getValue().get()).get(2, TimeUnit.MINUTES);
                }
                var times = new long[calls];
                for (var call = 0; call < calls; call++) {
                    var path = question.getValue().get();
                    var began = System.nanoTime();
                    var answer = http.get(path).get(2, TimeUnit.MINUTES);
                    times[call] = System.nanoTime() - began;
                    assertThat(answer.status()).as("%s %s", path, answer.text()).isEqualTo(200);
                    if (question.getKey().startsWith("statement")) {
                        assertAddsUp(answer.json());
                    }
                }
                figure(question.getKey(), times);
            }
            var integrity = http.get("/v1/integrity").get(2, TimeUnit.MINUTES).json();
            assertThat(integrity.path("status").asText())
                    .as(integrity.toString())
                    .isEqualTo("SOUND");
        }
    }

    private static void assertAddsUp(JsonNode statement) {
        var opening = amount(statement.at("/opening/available"));
        var moved = statement
                .path("totals")
                .valueStream()
                .map(total -> amount(total.path("available")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(opening.add(moved))
                .as(statement.toString())
                .isEqualByComparingTo(amount(statement.at("/closing/available")));
    }

    private static BigDecimal amount(JsonNode text) {
        return new BigDecimal(text.asText());
    }

    private void figure(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-46s p50 %,8.1f ms   p99 %,8.1f ms   of %d%n",
                what, nanos[nanos.length / 2] / 1e6, nanos[(nanos.length * 99 - 1) / 100] / 1e6, nanos.length);
    }

    private static void awaitEntries(HistoryDatabase database, long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> one(database, "SELECT coalesce(sum(entries), 0) FROM history.position")
                        .equals(Long.toString(count)));
    }

    static String one(HistoryDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String seconds(long nanos) {
        return Table.seconds(nanos / 1e9);
    }
}
