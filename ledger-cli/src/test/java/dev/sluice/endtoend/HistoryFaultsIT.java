package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.history.runtime.HistoryMain;
import dev.sluice.schema.value.InventoryMode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Faults of history under a steady load: its database gone and back, and one of its two instances killed. */
class HistoryFaultsIT {

    /** {@code -Dsluice.history.outage=600} is ten minutes. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("sluice.history.outage", 20));

    private static final Duration BEFORE = Duration.ofSeconds(10);

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    @TempDir
    private Path folder;

    private final LedgerCaller caller = ledger.caller();

    @Test
    void the_ledger_does_not_notice_that_postgresql_is_gone_and_history_catches_up_by_itself() throws Exception {
        try (var history = HistoryUnderTest.start(ledger, folder);
                var writer = history.writer();
                var gateway = ledger.gatewayWith(history.settings());
                var http = LedgerHttp.to(gateway.uri(), LedgerUnderTest.API_KEY, 64);
                var load = steadyLoadOf(http)) {
            history.awaitAll();
            load.takeTimes();
            TimeUnit.MILLISECONDS.sleep(BEFORE.toMillis());
            var before = load.takeTimes();

            history.stop();
            load.takeTimes();
            askUntil(http, System.nanoTime() + OUTAGE.toNanos());
            var during = load.takeTimes();
            history.startAgain();

            System.out.printf("With history     %s%nPostgreSQL gone  %s%n", before, during);
            assertThat(load.stop()).as("requests that failed").isEmpty();
            // Whoever waited for the database would wait for seconds. How little else differs is printed: no test is
            // timed.
            assertThat(during.quantileMs(0.5)).isBetween(0.1, 1_000.0);
            history.awaitAll();
            assertThat(writer.isAlive()).isTrue();
            assertThat(history.numbers("SELECT count(*) FROM entry WHERE type = 'HOLD'"))
                    .containsExactly((long) load.sent());
            history.assertSameAsRebuilt();
        }
    }

    /** Who asks about the past meanwhile is told so, and keeps nobody else waiting. */
    private static void askUntil(LedgerHttp http, long end) throws Exception {
        while (System.nanoTime() < end) {
            var answer = http.get("/v1/journal-entries").get();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("code").asText()).isEqualTo("history_unavailable");
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    @Test
    void two_instances_share_the_partitions_and_one_goes_on_alone_when_the_other_is_killed() throws Exception {
        try (var history = HistoryUnderTest.start(ledger, folder);
                var load = steadyLoad(caller)) {
            var first = instance(history);
            var second = instance(history);
            try {
                Awaitility.await("each to have some of the partitions")
                        .atMost(HistoryUnderTest.PATIENCE)
                        .until(() -> partitionsByMember(history).equals(List.of(2, 2)));
                history.awaitAll();

                first.destroyForcibly().waitFor();

                Awaitility.await("the other to have all partitions")
                        .atMost(HistoryUnderTest.PATIENCE)
                        .until(() -> partitionsByMember(history).equals(List.of(LedgerUnderTest.PARTITIONS)));
                assertThat(load.stop()).isEmpty();
                history.awaitAll();
            } finally {
                first.destroyForcibly();
                second.destroyForcibly().waitFor();
            }
            history.assertSameAsRebuilt();
        }
    }

    private static SteadyHolds steadyLoadOf(LedgerHttp http) {
        HistoryUnderTest.awaitAnswers(http);
        return steadyLoad(new LedgerCaller(http));
    }

    private static SteadyHolds steadyLoad(LedgerCaller caller) {
        var value = caller.newValue(InventoryMode.LOT);
        var accounts = Stream.generate(() -> caller.newParticipantWith(value, "100000.00"))
                .limit(20)
                .toList();
        return new SteadyHolds(caller, value, accounts);
    }

    /** How many partitions each member of history's group has, the fewest first. */
    private static List<Integer> partitionsByMember(HistoryUnderTest history) throws InterruptedException {
        var group = history.config().group();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", ledger.bootstrapServers()))) {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .map(member -> member.assignment().topicPartitions().size())
                    .sorted()
                    .toList();
        } catch (ExecutionException notYet) {
            return List.of();
        }
    }

    /** A writer as a process of its own. */
    private Process instance(HistoryUnderTest history) throws IOException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HistoryMain.class.getName());
        command.environment()
                .putAll(Map.of(
                        "SLUICE_KAFKA_BOOTSTRAP_SERVERS",
                        ledger.bootstrapServers(),
                        "SLUICE_TOPIC_PREFIX",
                        history.topicPrefix(),
                        "SLUICE_HISTORY_JDBC_URL",
                        history.database().url(),
                        "SLUICE_HISTORY_USER",
                        history.database().user(),
                        "SLUICE_HISTORY_THREADS",
                        "1",
                        "SLUICE_HEALTH_PORT",
                        Integer.toString(freePort())));
        var log = folder.resolve("instance-%d.log".formatted(System.nanoTime())).toFile();
        return command.redirectErrorStream(true).redirectOutput(log).start();
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
