package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.SystemAccount;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The prefixes of rows, which stay: what is in a store stays readable, so these values change only together with a way to read
 * the old ones.
 */
class LedgerRowTest {

    @Test
    void no_two_kinds_of_row_of_one_store_begin_alike() {
        var beginnings = Arrays.stream(LedgerRow.values())
                .map(row -> List.of(row.store(), row.scope(), row.prefix()))
                .toList();

        assertThat(beginnings).doesNotHaveDuplicates();
    }

    @Test
    void no_row_of_the_partition_is_among_those_of_the_accounts() {
        assertThat(LedgerRow.values())
                .filteredOn(row -> row.scope() == LedgerRow.Scope.PARTITION)
                .noneMatch(row -> row.prefix() == LedgerRow.OF_ACCOUNTS);
    }

    /** A store's ranges include their ends, and the end of a range of one kind is its prefix and one more. */
    @Test
    void no_row_is_the_end_of_a_range_of_another_kind() {
        var wholeKeys = List.of(LedgerRow.PAGES, LedgerRow.OWNERS, LedgerRow.LIVE_RESERVE_PLANS, LedgerRow.HEAD);

        for (var whole : wholeKeys) {
            assertThat(LedgerRow.values())
                    .filteredOn(row -> row.store() == whole.store() && row.scope() == whole.scope())
                    .noneMatch(row -> row.prefix() + 1 == whole.prefix());
        }
    }

    @Test
    void behind_the_rows_that_come_and_go_and_are_scanned_there_are_rows_that_stay() {
        assertThat(LedgerRow.OPEN_HOLDS.prefix()).isLessThan(LedgerRow.CLOSED_HOLDS.prefix());
        assertThat(LedgerRow.OPEN_RESERVE_HOLDS.prefix()).isGreaterThan(LedgerRow.CLOSED_HOLDS.prefix());
        assertThat(LedgerRow.HOLD_REFERENCES.prefix()).isGreaterThan(LedgerRow.OPEN_RESERVE_HOLDS.prefix());
        assertThat(LedgerRow.BALANCES.prefix()).isLessThan(LedgerRow.OWNERS.prefix());
        assertThat(LedgerRow.OWNERS.prefix()).isLessThan(LedgerRow.OF_ASSETS);
        assertThat(LedgerRow.OF_ASSETS).isLessThan(LedgerRow.LIVE_RESERVE_PLANS.prefix());
        // The open holds of plans come and go; right behind them are the reserve holds, all of which stay.
        assertThat(LedgerRow.values())
                .filteredOn(row -> row.store() == LedgerRow.StoreName.BALANCES
                        && row.scope() == LedgerRow.Scope.ACCOUNT
                        && row.prefix() > LedgerRow.OPEN_PLAN_HOLDS.prefix())
                .containsExactly(
                        LedgerRow.RESERVE_HOLDS,
                        LedgerRow.RESERVE_PLANS,
                        LedgerRow.RESERVE_RELEASES,
                        LedgerRow.RESERVE_LISTS);
        assertThat(LedgerRow.OF_ASSETS).isLessThan(LedgerRow.LOTS.prefix());
        assertThat(LedgerRow.LOTS.prefix()).isLessThan(LedgerRow.HELD_SLICES.prefix());
        assertThat(LedgerRow.FINISHED_LOTS.prefix()).isLessThan(LedgerRow.AVAILABLE_SLICES.prefix());
    }

    @Test
    void the_rows_have_the_prefixes_that_they_always_had() {
        assertThat(Arrays.stream(LedgerRow.values()).map(row -> row + " " + (char) row.prefix()))
                .containsExactly(
                        "PAGES a",
                        "BALANCES b",
                        "OWNERS d",
                        "LIVE_RESERVE_PLANS f",
                        "RESERVE_PLAN_HOLDS g",
                        "OPEN_PLAN_HOLDS h",
                        "RESERVE_HOLDS i",
                        "RESERVE_PLANS j",
                        "RESERVE_RELEASES k",
                        "RESERVE_LISTS l",
                        "OPEN_HOLDS h",
                        "CLOSED_HOLDS k",
                        "OPEN_RESERVE_HOLDS l",
                        "HOLD_REFERENCES r",
                        "MORE_HOLD_REFERENCES s",
                        "DUE t",
                        "DUE_BALANCES d",
                        "FORGET f",
                        "HEAD h",
                        "ENDED i",
                        "LAYOUT l",
                        "EXPECTATIONS n",
                        "PENDING_UNDERTAKINGS o",
                        "PENDING_BROADCASTS p",
                        "PENDING_PARTS v",
                        "PROGRAMS q",
                        "ASSETS r",
                        "SYSTEM s",
                        "TRANSFERS t",
                        "CONSUMPTIONS u",
                        "POSTPONED_RECORDS w",
                        "FINISHED_LOTS a",
                        "AVAILABLE_SLICES b",
                        "DEFERRED_SLICES c",
                        "ENDED_LOTS k",
                        "LOTS l",
                        "HELD_SLICES m",
                        "RESERVED_SLICES n");
    }

    @Test
    void enums_have_the_codes_that_they_always_had() {
        assertThat(inOrder(DueItem.Kind.values()))
                .isEqualTo("MATURITY HOLD_EXPIRY LOT_EXPIRY RESERVE_RELEASE RESERVE_PLAN");
        assertThat(inOrder(ReserveIndex.values()))
                .isEqualTo("HOLDS_OF_PLAN HOLDS_OF_RELEASE RELEASES_OF_HOLD RELEASES_OF_PLAN");
        assertThat(inOrder(HoldOrigin.values())).isEqualTo("HOLD CREDIT RESERVE");
        assertThat(inOrder(LotOrigin.values())).isEqualTo("CREDIT TRANSFER REVERSAL");
        assertThat(inOrder(SystemAccount.values()))
                .isEqualTo("SYSTEM_ISSUANCE SYSTEM_BREAKAGE SYSTEM_REDEMPTION SYSTEM_TRANSIT");
        assertThat(inOrder(FinishedThing.Kind.values())).isEqualTo("LOT HOLD TRANSFER CONSUMPTION");
    }

    private static String inOrder(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(" "));
    }
}
