package dev.sluice.ledger.topology;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of each type of entry, who caused it and which earlier ones it names, through the real topology. */
class ActorsAndEarlierEntriesTest {

    private static final Map<String, String> BY_A_KEY = Map.of(Headers.PRINCIPAL, "api-key:backend");

    private final Map<EntryId, String> names = new HashMap<>();

    @Test
    void an_entry_names_the_earlier_ones_that_it_belongs_to() {
        try (var requests = RequestsOfEveryKind.onOnePartition(BY_A_KEY)) {
            assertThat(told(requests.booked()))
                    .containsExactly(
                            "PROGRAM_STORED the-program",
                            "ASSET_STORED make-points",
                            "ASSET_STORED make-cash",
                            "OWNER_STORED make-ann",
                            "OWNER_STORED make-bob",
                            "OWNER_STORED make-home",
                            "FUND fund",
                            "BURN burn",
                            "CREDIT earn",
                            "DEBIT spend",
                            "REVERSAL unspend reverses spend",
                            "REVERSAL unspend-more reverses spend",
                            "TRANSFER share",
                            "HOLD hold-1",
                            "HOLD hold-2",
                            "RELEASE release follows hold-1, hold-2",
                            "HOLD hold-3",
                            "CAPTURE capture follows hold-3",
                            "REVERSAL uncapture reverses capture",
                            "HOLD hold-4",
                            "FORFEIT forfeit follows hold-4",
                            "DEBIT spend-held follows hold-4",
                            "FORFEIT forfeit-available",
                            "CREDIT earn-held",
                            "VOID_HOLD void follows earn-held",
                            "RESERVE_STORED plan",
                            "CREDIT charge",
                            "DEBIT refund follows charge",
                            "HOLD reserve",
                            "RESERVE_STORED reserve-for-longer",
                            "RESERVE_RELEASE release-reserve follows reserve",
                            "HOLD hold-till-tomorrow",
                            "CREDIT earn-till-tomorrow",
                            "CREDIT earn-from-tomorrow");

            requests.ledger.machineClockGoes(Duration.ofDays(2));
            assertThat(told(requests.booked()))
                    .containsExactlyInAnyOrder("HOLD_EXPIRY - follows hold-till-tomorrow", "EXPIRY -", "MATURITY -");

            requests.ledger.machineClockGoes(Duration.ofDays(90));
            assertThat(told(requests.booked()))
                    .containsExactlyInAnyOrder("RESERVE_RELEASE - follows reserve", "RESERVE_RELEASE - follows charge");
        }
    }

    @Test
    void what_partitions_book_together_has_one_id_and_what_is_restored_names_what_was_set_aside() {
        try (var requests = RequestsOfEveryKind.acrossPartitions(BY_A_KEY)) {
            var entries = requests.booked();

            assertThat(told(entries.stream()
                            .filter(entry -> isTogether(entry, entries))
                            .toList()))
                    .containsExactlyInAnyOrder(
                            "TRANSFER_SET_ASIDE share",
                            "TRANSFER share",
                            "TRANSFER share",
                            "TRANSFER_SET_ASIDE share-with-nobody",
                            "TRANSFER_RESTORED share-with-nobody follows share-with-nobody",
                            "CREDIT earn-cash",
                            "CREDIT earn-cash",
                            "DEBIT spend-cash",
                            "DEBIT spend-cash",
                            "REVERSAL_SET_ASIDE unspend-cash reverses spend-cash",
                            "REVERSAL unspend-cash",
                            "REVERSAL unspend-cash reverses spend-cash",
                            "REVERSAL_SET_ASIDE unspend-too-much reverses spend-cash",
                            "REVERSAL_RESTORED unspend-too-much reverses spend-cash follows unspend-too-much");
        }
    }

    @ParameterizedTest
    @MethodSource("principals")
    void an_entry_names_who_asked_for_it_and_the_ledger_where_it_fell_due(Map<String, String> said, Actor actor) {
        var entries = new ArrayList<JournalEntry>();
        try (var requests = RequestsOfEveryKind.onOnePartition(said)) {
            requests.ledger.machineClockGoes(Duration.ofDays(2));
            requests.ledger.machineClockGoes(Duration.ofDays(90));
            entries.addAll(requests.booked());
        }
        try (var requests = RequestsOfEveryKind.acrossPartitions(said)) {
            entries.addAll(requests.booked());
        }

        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.actor())
                        .as(entry.toString())
                        .contains(isOfTime(entry) ? new Actor.Ledger() : actor));
        assertThat(entries).extracting(JournalEntry::type).containsAll(EnumSet.allOf(EntryType.class));
    }

    @Test
    void what_falls_due_is_the_ledgers_though_somebodys_request_comes_at_the_time() {
        try (var requests = RequestsOfEveryKind.onOnePartition(BY_A_KEY)) {
            requests.booked();

            requests.ledger
                    .after(Duration.ofDays(2))
                    .send(TestRequests.credited(TestRequests.ANN, "next", "1.00"), BY_A_KEY);

            assertThat(requests.booked())
                    .extracting(entry -> entry.type() + " " + entry.actor().orElseThrow())
                    .containsExactlyInAnyOrder(
                            "EXPIRY Ledger[]",
                            "MATURITY Ledger[]",
                            "HOLD_EXPIRY Ledger[]",
                            "CREDIT ApiKey[name=backend]");
        }
    }

    private static Stream<Arguments> principals() {
        return Stream.of(
                Arguments.of(BY_A_KEY, new Actor.ApiKey("backend")),
                Arguments.of(Map.of(Headers.PRINCIPAL, "nightly-batch"), new Actor.Producer("nightly-batch")),
                Arguments.of(Map.of(), new Actor.Unknown()));
    }

    /** An entry's type, the key of its request, and those of the earlier ones that it names. */
    private List<String> told(List<JournalEntry> entries) {
        return entries.stream().map(this::told).toList();
    }

    private String told(JournalEntry entry) {
        var key = entry.idempotencyKey().map(IdempotencyKey::value).orElse("-");
        names.putIfAbsent(entry.id(), key);
        var reverses = entry.reverses().map(id -> " reverses " + names.get(id)).orElse("");
        var follows = entry.follows().stream().map(names::get).collect(joining(", "));
        return entry.type() + " " + key + reverses + (follows.isEmpty() ? "" : " follows " + follows);
    }

    private static boolean isTogether(JournalEntry entry, List<JournalEntry> entries) {
        return entries.stream().filter(other -> other.id().equals(entry.id())).count() > 1;
    }

    private static boolean isOfTime(JournalEntry entry) {
        return Set.of(EntryType.EXPIRY, EntryType.MATURITY, EntryType.HOLD_EXPIRY)
                        .contains(entry.type())
                || (entry.type() == EntryType.RESERVE_RELEASE
                        && entry.idempotencyKey().isEmpty());
    }
}
