package dev.sluice.ledger.core.due;

import static dev.sluice.schema.value.SystemAccount.SYSTEM_BREAKAGE;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.request.GetBalances;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No instant is special: neither a leap day, nor an hour that a zone leaps over or has twice, nor the last one there is. */
class CalendarTest extends LedgerScenario {

    private static final GetBalances QUESTION = new GetBalances(Optional.empty());

    static Stream<Instant> instants() {
        return Stream.of(
                        // Into, out of and at the end of a leap day, and where a year that ends in 00 has none.
                        "2028-02-29T00:00:00Z",
                        "2028-02-29T23:59:59.999Z",
                        "2028-03-01T00:00:00Z",
                        "2100-02-28T23:59:59.999Z",
                        "2100-03-01T00:00:00Z",
                        // New York, Berlin and Lord Howe put the clock forward, and back.
                        "2025-03-09T07:00:00Z",
                        "2025-11-02T06:00:00Z",
                        "2025-03-30T01:00:00Z",
                        "2025-10-26T01:00:00Z",
                        "2025-10-04T15:30:00Z",
                        "2025-04-05T15:00:00Z",
                        // The leap second of 2016 had no instant of its own; the next would be here.
                        "2029-12-31T23:59:59.999Z",
                        "2030-01-01T00:00:00Z",
                        // What 32 bits of seconds can't count.
                        "2038-01-19T03:14:08Z",
                        "9999-12-31T23:59:59.999Z")
                .map(Instant::parse);
    }

    @ParameterizedTest
    @MethodSource("instants")
    void nothing_has_happened_a_millisecond_before(Instant at) {
        givenWhatFallsDue(at);
        given(time(at.minusMillis(1).toString()));

        when(ann.asks(QUESTION));

        then(balance(ann, "2.00", "4.00", "1.00"), system(SYSTEM_BREAKAGE, POINTS, "nothing"));
    }

    @ParameterizedTest
    @MethodSource("instants")
    void all_has_happened_at_the_instant(Instant at) {
        givenWhatFallsDue(at);
        given(time(at.toString()));

        when(ann.asks(QUESTION));

        then(balance(ann, "5.00", "0.00", "0.00"), system(SYSTEM_BREAKAGE, POINTS, "2.00"));
    }

    @ParameterizedTest
    @MethodSource("instants")
    void no_more_has_happened_a_millisecond_after(Instant at) {
        givenWhatFallsDue(at);
        given(time(at.plusMillis(1).toString()));

        when(ann.asks(QUESTION));

        then(balance(ann, "5.00", "0.00", "0.00"), system(SYSTEM_BREAKAGE, POINTS, "2.00"));
    }

    private void givenWhatFallsDue(Instant at) {
        given(
                ann.has(lot("held").of("4.00")),
                ann.holdsAll().expiring(at.toString()),
                ann.has(lot("maturing").of("1.00").maturing(at.toString())),
                ann.has(lot("expiring").of("2.00").expiring(at.toString())));
    }
}
