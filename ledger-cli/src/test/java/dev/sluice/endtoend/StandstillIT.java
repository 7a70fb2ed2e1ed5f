package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.ExitCode;
import dev.sluice.endtoend.DirectLedger.Putting;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A partition that stands still, on a real broker: it is named, nothing of it is decided or lost, and all else goes on. */
class StandstillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TOLERANCE = LedgerConfig.Engine.CLOCK_TOLERANCE_DEFAULT;

    @RegisterExtension
    private final DirectLedger ledger = new DirectLedger();

    @Test
    void decides_nothing_while_its_clock_is_an_hour_behind_and_goes_on_when_it_is_right() throws Exception {
        ledger.turnClock(Duration.ofHours(-1));
        var instance = ledger.start();
        var puttings = IntStream.range(0, DirectLedger.PARTITIONS * 5)
                .mapToObj(number -> Putting.on(number % DirectLedger.PARTITIONS))
                .toList();
        puttings.forEach(ledger::send);

        await(() -> assertThat(instance.standingStill()).hasSize(DirectLedger.PARTITIONS));

        assertThat(instance.standingStill()).allSatisfy(standstill -> {
            assertThat(standstill.path("topic").asText()).isEqualTo(ledger.topic(Topic.REQUESTS));
            assertThat(standstill.path("offset").asLong()).isZero();
            assertThat(standstill.path("reason").asText()).isEqualTo("ahead_of_clock");
        });
        await(() -> assertThat(instance.gauge("sluice.partitions.standing.still", "reason", "ahead_of_clock"))
                .isEqualTo(DirectLedger.PARTITIONS));
        assertThat(instance.gauge("sluice.clock.ahead.seconds")).isBetween(3_500.0, 3_700.0);
        assertThat(ledger.replies()).isEmpty();

        ledger.turnClock(Duration.ZERO);
        puttings.forEach(ledger::awaitReply);

        assertEachAnsweredOnce(puttings);
        await(() -> assertThat(instance.standingStill()).isEmpty());
        assertThat(instance.gauge("sluice.clock.ahead.seconds")).isZero();
    }

    @Test
    void lets_wait_what_comes_after_a_record_from_the_future_and_nothing_else() throws Exception {
        var instance = ledger.start();
        var before = Putting.on(0);
        var early = Putting.on(0);
        var behind = Putting.on(0);
        var forwarded = Putting.on(0);
        var onAnotherPartition = Putting.on(1);
        ledger.send(before);
        var offset = ledger.sendStamped(Duration.ofMinutes(30), early);
        ledger.send(behind);
        // From here it goes through the exchange, whose records of partition 0 are in time.
        ledger.send(1, forwarded);
        ledger.send(onAnotherPartition);

        List.of(before, forwarded, onAnotherPartition).forEach(ledger::awaitReply);

        await(() -> assertThat(instance.standingStill()).hasSize(1));
        var standstill = instance.standingStill().getFirst();
        assertThat(placeOf(standstill)).isEqualTo(ledger.topic(Topic.REQUESTS) + "-0@" + offset);
        assertThat(standstill.path("reason").asText()).isEqualTo("ahead_of_clock");
        assertThat(ledger.replies()).doesNotContain(early.externalId(), behind.externalId());

        ledger.stop();
        ledger.start(Rules.ofTheLedger(), Duration.ofHours(1));
        List.of(early, behind).forEach(ledger::awaitReply);

        assertEachAnsweredOnce(List.of(before, early, behind, forwarded, onAnotherPartition));
    }

    @Test
    void holds_what_it_takes_over_from_another_instance_and_answers_it_once() throws Exception {
        ledger.turnClock(Duration.ofHours(-1));
        var first = ledger.start();
        var puttings = IntStream.range(0, DirectLedger.PARTITIONS)
                .mapToObj(Putting::on)
                .toList();
        puttings.forEach(ledger::send);
        await(() -> assertThat(first.standingStill()).hasSize(DirectLedger.PARTITIONS));

        var second = ledger.start();
        await(() -> {
            assertThat(first.standingStill()).hasSize(DirectLedger.PARTITIONS / 2);
            assertThat(second.standingStill()).hasSize(DirectLedger.PARTITIONS / 2);
        });
        assertThat(ledger.replies()).isEmpty();

        ledger.turnClock(Duration.ZERO);
        puttings.forEach(ledger::awaitReply);
        assertEachAnsweredOnce(puttings);
        await(() -> {
            assertThat(first.standingStill()).isEmpty();
            assertThat(second.standingStill()).isEmpty();
        });
    }

    @Test
    void holds_a_record_that_always_fails_and_serves_the_other_partitions_of_its_thread() throws Exception {
        var poison = Putting.on(2);
        var instance = ledger.start(
                BrokenRules.whereTheyDecide(request -> request.accountId().equals(poison.account())), TOLERANCE);
        var before = Putting.on(2);
        var behind = Putting.on(2);
        var elsewhere = IntStream.range(0, DirectLedger.PARTITIONS)
                .filter(partition -> partition != 2)
                .mapToObj(Putting::on)
                .toList();
        ledger.send(before);
        var offset = ledger.send(poison);
        ledger.send(behind);

        await(() -> assertThat(instance.standingStill()).hasSize(1));
        elsewhere.forEach(ledger::send);
        elsewhere.forEach(ledger::awaitReply);
        ledger.awaitReply(before);

        var standstill = instance.standingStill().getFirst();
        assertThat(placeOf(standstill)).isEqualTo(ledger.topic(Topic.REQUESTS) + "-2@" + offset);
        assertThat(standstill.path("reason").asText()).isEqualTo("record_fails");
        assertThat(standstill.path("fault").asText()).contains("BrokenRules");
        assertThat(instance.gauge("sluice.partitions.standing.still", "reason", "record_fails"))
                .isEqualTo(1);
        await(() -> assertThat(
                        instance.readiness().path("threads_ended").path("count").asInt())
                .as("tries of the record")
                .isEqualTo(3));
        assertThat(ledger.replies()).doesNotContain(poison.externalId(), behind.externalId());
        try (var command =
                CommandProcess.start("stuck", "--url", instance.health().toString())) {
            assertThat(command.readAll())
                    .contains("record fails")
                    .contains(ledger.topic(Topic.REQUESTS) + "@" + offset);
            assertThat(command.exitCode()).isEqualTo(ExitCode.DIFFERS);
        }

        ledger.stop();
        var restarted = ledger.start();
        List.of(poison, behind).forEach(ledger::awaitReply);

        assertEachAnsweredOnce(List.of(before, poison, behind));
        assertEachAnsweredOnce(elsewhere);
        await(() -> assertThat(restarted.standingStill()).isEmpty());
    }

    @Test
    void names_a_partition_whose_rows_cant_be_read_and_serves_the_others() throws Exception {
        ledger.start();
        var before = Putting.on(3);
        ledger.send(before);
        ledger.awaitReply(before);
        ledger.stop();
        spoilRows(3);
        TestFolder.delete(ledger.stateFolder());

        var instance = ledger.start();
        var elsewhere = Putting.on(0);
        var behind = Putting.on(3);
        ledger.send(behind);
        ledger.send(elsewhere);
        ledger.awaitReply(elsewhere);

        await(() -> assertThat(instance.standingStill()).hasSize(1));
        var standstill = instance.standingStill().getFirst();
        assertThat(standstill.path("partition").asInt()).isEqualTo(3);
        assertThat(standstill.path("reason").asText()).isEqualTo("cannot_begin");
        assertThat(standstill.path("fault").asText()).contains("dev.sluice.ledger.store");
        assertThat(ledger.replies()).doesNotContain(behind.externalId());
    }

    @Test
    void lists_a_change_of_the_catalogue_that_waits_for_a_partition_which_stands_still() throws Exception {
        ledger.start();
        var before = Putting.on(3);
        ledger.send(before);
        ledger.awaitReply(before);
        ledger.stop();
        spoilRows(3);
        TestFolder.delete(ledger.stateFolder());
        var instance = ledger.start();
        var change = newProgramNotOn(3);

        ledger.send(change);

        // The change is listed as soon as it is told, before the partitions that can answer have answered.
        await(() -> assertThat(instance.openWork())
                .extracting(work -> work.path("detail").asText())
                .containsExactly("waits for the acknowledgement of partition 3"));
        var waiting = instance.openWork().getFirst();
        assertThat(waiting.path("kind").asText()).isEqualTo("broadcast");
        assertThat(waiting.path("account").asText())
                .isEqualTo(change.accountId().toString());
        assertThat(instance.gauge("sluice.work.open", "kind", "broadcast")).isEqualTo(1);
        await(() -> assertThat(instance.gauge("sluice.work.oldest.seconds", "kind", "broadcast"))
                .isPositive());
        try (var command =
                CommandProcess.start("stuck", "--url", instance.health().toString(), "--older-than", "PT0S")) {
            assertThat(command.readAll())
                    .contains("cannot begin")
                    .contains("broadcast")
                    .contains(change.accountId().toString())
                    .contains("waits for the acknowledgement of partition 3");
            assertThat(command.exitCode()).isEqualTo(ExitCode.DIFFERS);
        }
    }

    private static Request newProgramNotOn(int partition) {
        return Stream.generate(() -> new IdempotencyKey(LedgerCaller.newName("program")))
                .map(key -> new Request(
                        ProgramId.madeWith(key).account(), key, new CreateProgram("A program", Optional.empty())))
                .filter(request -> DirectLedger.partitionOf(request.accountId()) != partition)
                .findFirst()
                .orElseThrow();
    }

    /** Writes over all rows of a partition what no version of the ledger has written. */
    private void spoilRows(int partition) {
        var changelog = ledger.changelog(LedgerStores.BALANCES);
        Topics.readAll(ledger.bootstrapServers(), changelog).stream()
                .filter(row -> row.partition() == partition)
                .map(row -> Bytes.wrap(row.key()))
                .distinct()
                .forEach(key -> Topics.produce(
                        ledger.bootstrapServers(),
                        new ProducerRecord<>(changelog, partition, key.get(), new byte[] {127})));
    }

    private void assertEachAnsweredOnce(List<Putting> puttings) {
        var replies = ledger.replies();
        assertThat(puttings)
                .allSatisfy(putting -> assertThat(replies)
                        .filteredOn(putting.externalId()::equals)
                        .hasSize(1));
    }

    private static String placeOf(JsonNode standstill) {
        return "%s-%d@%d"
                .formatted(
                        standstill.path("topic").asText(),
                        standstill.path("partition").asInt(),
                        standstill.path("offset").asLong());
    }

    private static void await(ThrowingRunnable assertion) {
        // The thread that a fault ends throws it, which is what the test is about.
        Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }
}
