package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.FirstRows;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;

/**
 * The move of what reserves hold to a place of its own, in a store that the first release has written, which had it among what
 * plain operations touch. A bounded part at a time; what is read is the same before, meanwhile and after.
 *
 * <p>Nothing is kept of how far it has come: where a task starts again before all is moved, it begins at the beginning, and passes
 * over what is moved. When all is, a row says so, and it is never looked for again.
 */
public final class ReservesApart {

    /** The layout of rows in which reserves are apart. */
    static final int LAYOUT = 1;

    private final OpenStores stores;
    private final StoredLedgerView view;
    private final StateWriter writer;
    private final Bytes end = StoreKeys.end(Bytes.wrap(new byte[] {LedgerRow.OF_ACCOUNTS}));
    private Bytes next = Bytes.wrap(new byte[] {LedgerRow.OF_ACCOUNTS});
    private boolean done;

    public ReservesApart(OpenStores stores, StoredLedgerView view, StateWriter writer) {
        this.stores = stores;
        this.view = view;
        this.writer = writer;
        this.done = stores.layout().rows() >= LAYOUT;
    }

    /** Whether all that reserves hold is apart. */
    public boolean isDone() {
        return done;
    }

    /**
     * Goes on with the move.
     *
     * @param itemsMax at most so many accounts and reserve holds are looked at
     * @return how many were; fewer than {@code itemsMax} when nothing is left to move
     */
    public int move(int itemsMax) {
        var looked = 0;
        while (!done && looked < itemsMax) {
            looked += step();
        }
        return looked;
    }

    /** Looks at the next reserve hold, or on to the next account. */
    private int step() {
        var found = keyFrom(next, end);
        if (found.isEmpty()) {
            writer.layout(LAYOUT);
            done = true;
            return 0;
        }
        var account = StoreKeys.accountOf(found.get());
        var reserves = StoreKeys.all(LedgerRow.RESERVE_HOLDS, account);
        var from = next.compareTo(reserves) > 0 ? next : reserves;
        var hold = keyFrom(from, StoreKeys.end(reserves));
        if (hold.isEmpty()) {
            next = StoreKeys.end(StoreKeys.account(account));
        } else {
            apart(account, hold.get());
            next = StoreKeys.after(hold.get());
        }
        return 1;
    }

    private Optional<Bytes> keyFrom(Bytes from, Bytes before) {
        try (var keys = RowCursor.between(stores.of(LedgerRow.RESERVE_HOLDS), from, before, (key, value) -> key)) {
            return keys.hasNext() ? Optional.of(keys.next()) : Optional.empty();
        }
    }

    private void apart(AccountId account, Bytes reserveHold) {
        var said = Optional.ofNullable(stores.of(LedgerRow.RESERVE_HOLDS).get(reserveHold))
                .map(EntityCodec::decodeReserveHold)
                .orElseThrow();
        var key = new HoldState.Key(account, said.assetId(), said.id());
        var row = stores.of(HoldPlace.PLAIN.holds()).get(HoldPlace.PLAIN.key(key));
        if (row != null) {
            var hold = StoredHold.decode(key, row);
            var balance = view.balance(account, key.asset()).orElseThrow();
            writer.moveApart(hold, balance.withFirst(firstWithout(balance, hold)));
        }
    }

    /** Where the open rows begin when this hold is apart. */
    private FirstRows firstWithout(Balance balance, StoredHold hold) {
        var first = balance.first();
        var slices = hold.slices();
        return new FirstRows(
                first.available(),
                first.held().filter(slices::contains).isPresent() ? firstSliceBeside(hold) : first.held(),
                first.hold().equals(Optional.of(hold.state().key().id())) ? firstHoldBeside(hold) : first.hold(),
                Stream.concat(first.reserved().stream(), slices.stream()).min(Comparator.naturalOrder()),
                Stream.concat(
                                first.reserveHold().stream(),
                                Stream.of(hold.state().key().id()))
                        .min(Comparator.naturalOrder()),
                first.due());
    }

    private Optional<LotPosition> firstSliceBeside(StoredHold hold) {
        var key = hold.state().key();
        try (var slices = view.slices(key.account(), key.asset(), Bucket.HELD, LotPosition.FIRST)) {
            while (slices.hasNext()) {
                var slice = slices.next().key();
                if (!slice.hold().equals(Optional.of(key.id()))) {
                    return Optional.of(slice.position());
                }
            }
        }
        return Optional.empty();
    }

    private Optional<HoldId> firstHoldBeside(StoredHold hold) {
        var key = hold.state().key();
        try (var holds = view.openHolds(key.account(), key.asset(), Optional.empty())) {
            while (holds.hasNext()) {
                var id = holds.next().key().id();
                if (!id.equals(key.id())) {
                    return Optional.of(id);
                }
            }
        }
        return Optional.empty();
    }
}
