package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.held;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.request.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger is in UTC, wherever its machine is: every byte that it writes is the same. */
@ResourceLock(Resources.TIME_ZONE)
class TimeZonesTest {

    /** Hours that these zones leap over or have twice, a leap day, and the day after one that there is not. */
    private static final List<Instant> INSTANTS = List.of(
            Instant.parse("2024-10-05T15:30:00Z"),
            Instant.parse("2024-10-27T01:00:00Z"),
            Instant.parse("2024-11-03T06:00:00Z"),
            Instant.parse("2025-03-30T01:00:00Z"),
            Instant.parse("2025-04-05T15:00:00Z"),
            Instant.parse("2028-02-29T00:00:00Z"),
            Instant.parse("2100-03-01T00:00:00Z"));

    private static List<String> inUtc = List.of();

    @BeforeAll
    static void write_in_utc() {
        inUtc = writtenIn("UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Europe/Berlin", "Australia/Lord_Howe"})
    void a_ledger_in_this_zone_writes_what_one_in_utc_does(String zone) {
        var there = writtenIn(zone);

        assertThat(there).isEqualTo(inUtc);
        assertThat(String.join("\n", there))
                .contains("\"type\":\"MATURITY\"", "\"type\":\"EXPIRY\"", "\"type\":\"HOLD_EXPIRY\"");
    }

    private static List<String> writtenIn(String zone) {
        var usual = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (var ledger = TestLedger.ofOnePartition()) {
            return written(ledger);
        } finally {
            TimeZone.setDefault(usual);
        }
    }

    private static List<String> written(TestLedger ledger) {
        var written = new ArrayList<String>();
        ask(ledger, programMade(), written);
        ask(ledger, pointsMade("make-points"), written);
        ask(ledger, participantMade("ann"), written);
        for (var at : INSTANTS) {
            ledger.at(at.minus(Duration.ofHours(3)));
            ask(ledger, credited(ANN, "held " + at, "10.00"), written);
            ask(ledger, held(ANN, "hold " + at, "7.00", Optional.of(at)), written);
            ask(ledger, credited(ANN, "expiring " + at, "5.00", Optional.of(at)), written);
            ask(ledger, TestRequests.maturing(ANN, "maturing " + at, "3.00", at), written);
            ledger.at(at.minusMillis(1));
            ask(ledger, balancesOf(ANN, "before " + at), written);
            ledger.at(at);
            ask(ledger, balancesOf(ANN, "at " + at), written);
        }
        ledger.journal(0).forEach(record -> written.add(text(record)));
        return written;
    }

    private static void ask(TestLedger ledger, Request request, List<String> written) {
        written.add(text(ledger.ask(request).record()));
    }

    private static String text(TestRecord<byte[], byte[]> record) {
        return record.getRecordTime() + " " + new String(record.value(), StandardCharsets.UTF_8);
    }
}
