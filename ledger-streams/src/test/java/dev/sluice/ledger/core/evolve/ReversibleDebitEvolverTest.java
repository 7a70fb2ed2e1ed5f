package dev.sluice.ledger.core.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.SystemAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The facts of a reversible debit as an entry alone tells them: so the deciders of debits and captures keep to the order that
 * this reads.
 */
class ReversibleDebitEvolverTest extends LedgerScenario {

    private static final AssetId GIFTS = AssetId.ofSymbol("GIFT");

    @Test
    void a_debit_takes_the_lots_in_order_and_then_what_it_overdraws() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("10.00").earnedOn("2024-02-01")),
                ann.isDebited("23.00").allowingNegative());

        assertThat(taken()).containsExactly("L1 10.00", "L2 10.00", "none 3.00");
    }

    @Test
    void a_capture_takes_what_is_settled_and_not_what_it_releases() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("10.00").earnedOn("2024-02-01")),
                ann.holdsAll().withReference("A"),
                ann.captures("12.00").withReference("A"));

        assertThat(taken()).containsExactly("L1 10.00", "L2 2.00");
    }

    @Test
    void a_capture_of_more_than_was_held_takes_the_rest_of_a_lot_at_its_first_place() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-02-01")),
                ann.holds("4.00").withReference("A"),
                ann.has(lot("L0").of("1.00").earnedOn("2024-01-01")),
                ann.captures("8.00").withReference("A"));

        assertThat(taken()).containsExactly("L1 7.00", "L0 1.00");
    }

    @ParameterizedTest
    @EnumSource
    void the_wallet_of_a_program_is_another_side_as_issuance_is(InventoryMode mode) {
        given(
                asset("GIFT", mode, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                funded(SHOP, GIFTS, "10.00"),
                ann.has(
                        mode == InventoryMode.LOT
                                ? lot("L1").of("10.00").in(GIFTS)
                                : ann.isCredited("10.00").in(GIFTS)),
                ann.isDebited("4.00").in(GIFTS));

        assertThat(taken()).containsExactly(mode == InventoryMode.LOT ? "L1 4.00" : "none 4.00");
    }

    @Test
    void a_debit_that_is_booked_at_the_wallet_on_another_partition_takes_nothing_there() {
        given(ann.isCredited("10.00").in(DOLLARS), ann.isDebited("4.00").in(DOLLARS));
        var entry = ((Accepted) outcome()).entry();
        var there = List.of(
                Posting.on(SystemAccount.SYSTEM_TRANSIT, DOLLARS, Amount.parse("-4.00"), Optional.empty()),
                Posting.on(
                        SHOP.account(),
                        DOLLARS,
                        Bucket.AVAILABLE,
                        Amount.parse("4.00"),
                        Optional.empty(),
                        Optional.<HoldId>empty()));

        assertThat(ReversibleDebitEvolver.taken(with(entry, entry.type(), there)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void only_debits_and_captures_are_consumptions(EntryType type) {
        given(ann.isCredited("10.00").in(DOLLARS), ann.isDebited("4.00").in(DOLLARS));
        var entry = ((Accepted) outcome()).entry();

        assertThat(ReversibleDebitEvolver.taken(with(entry, type, entry.postings()))
                        .isPresent())
                .isEqualTo(type == EntryType.DEBIT || type == EntryType.CAPTURE);
    }

    /** What the last step took, by the names of the lots. */
    private List<String> taken() {
        return ledger().reversibleDebit(ann.id(), booked()).orElseThrow().parts().stream()
                .map(part -> part.lot().map(this::nameOf).orElse("none") + " " + part.taken())
                .toList();
    }

    private String nameOf(LotId id) {
        return List.of("L0", "L1", "L2").stream()
                .filter(name -> idOf(name).equals(id.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static JournalEntry with(JournalEntry entry, EntryType type, List<Posting> postings) {
        return new JournalEntry(
                entry.id(),
                type,
                entry.accountId(),
                entry.recordedAt(),
                entry.programId(),
                entry.assetId(),
                entry.description(),
                entry.referenceId(),
                Map.of(),
                entry.idempotencyKey(),
                postings,
                List.of());
    }
}
