package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever compares stores with the journal knows each row for what it is, whoever's it is. */
class KindOfRowTest {

    private static final int TRIES = 500;

    private final Samples samples = Samples.fresh();

    @ParameterizedTest
    @EnumSource
    void a_row_is_known_by_its_key(LedgerRow row) {
        var store = row.store() == LedgerRow.StoreName.LOTS ? LedgerStores.LOTS : LedgerStores.BALANCES;

        for (var i = 0; i < TRIES; i++) {
            assertThat(KindOfRow.name(store, keyOf(row, samples.account(), samples.asset())))
                    .isEqualTo(row.name());
        }
    }

    /** The beginning that all keys of this kind have, and any id. */
    private Bytes keyOf(LedgerRow row, AccountId account, AssetId asset) {
        var beginning = switch (row.scope()) {
            case PARTITION -> KeyBuilder.of(row, 0).key();
            case ACCOUNT -> KeyBuilder.of(row, account, 0).key();
            case ACCOUNT_AND_ASSET -> KeyBuilder.of(row, account, asset, 0).key();
        };
        return StoreKeys.with(beginning, samples.uuid());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "LIVE_RESERVE_PLANS",
                "RESERVE_PLAN_HOLDS",
                "OPEN_PLAN_HOLDS",
                "RESERVE_HOLDS",
                "RESERVE_PLANS",
                "RESERVE_RELEASES",
                "RESERVE_LISTS"
            })
    void all_that_is_said_of_reserves_follows_from_the_journal(LedgerRow row) {
        var key = keyOf(row, samples.account(), samples.asset());

        assertThat(KindOfRow.of(LedgerStores.BALANCES, key)).isEqualTo(KindOfRow.OF_THE_JOURNAL);
    }
}
