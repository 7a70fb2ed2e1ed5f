package dev.sluice.ledger.store;

import dev.sluice.ledger.store.AccountPlace.Paged;
import dev.sluice.ledger.store.AccountPlace.Single;
import dev.sluice.ledger.store.LedgerRow.StoreName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a task's accounts, and which accounts have outgrown theirs. What was used lately is kept decoded, bounded in
 * bytes; what was used longest ago goes first. Pages are written through: what is kept is what is in the stores.
 *
 * <p>Nobody above knows of pages: rows are read and written as if each were there by itself.
 */
final class AccountPages {

    /** What an account costs in memory beside its rows: its key, its entry of the map, the objects. */
    private static final int ACCOUNT_OVERHEAD = 256;

    private final KeyValueStore<Bytes, byte[]> balances;
    private final SingleRows singles;
    private final EndMarks marks;
    private final long bytesMax;
    private final Map<Bytes, AccountPlace> places = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private @Nullable Bytes last;
    private AccountPlace lastPlace = Single.OUTGROWN;

    /**
     * An account's new place.
     *
     * @param common what the account's keys begin with
     */
    record Move(Bytes common, AccountPlace place) {}

    AccountPages(KeyValueStore<Bytes, byte[]> balances, KeyValueStore<Bytes, byte[]> lots, long bytesMax) {
        this.balances = balances;
        this.singles = new SingleRows(balances, lots);
        this.marks = new EndMarks(balances, lots);
        this.bytesMax = bytesMax;
    }

    /** The rows of the account that has the row with this key; null where they are in a row each. */
    @Nullable
    SortedRows pageOf(StoreName store, Bytes key) {
        return place(key) instanceof Paged(var page, var isStored) ? page.of(store) : null;
    }

    private AccountPlace place(Bytes key) {
        if (last != null && begins(key, last)) {
            return lastPlace;
        }
        var common = StoreKeys.common(key);
        var place = places.get(common);
        if (place == null) {
            place = find(common);
            keep(common, place);
        }
        last = common;
        lastPlace = place;
        return place;
    }

    private static boolean begins(Bytes key, Bytes common) {
        return Arrays.equals(key.get(), 0, AccountPage.COMMON_LENGTH, common.get(), 0, AccountPage.COMMON_LENGTH);
    }

    private AccountPlace find(Bytes common) {
        var row = balances.get(StoreKeys.page(common));
        if (row == null) {
            // Either nothing was ever written, or the first release wrote it.
            return singles.read(common)
                    .filter(AccountPage::fits)
                    .<AccountPlace>map(page -> new Paged(page, false))
                    .orElse(Single.OUTGROWN);
        }
        var reader = new ValueReader(row);
        var kind = reader.oneByte();
        return switch (kind) {
            case AccountPlace.PAGE -> new Paged(AccountPage.decode(common, reader), true);
            case AccountPlace.SINGLE -> Single.OUTGROWN;
            default -> throw new IllegalStateException("Expected the place of an account's rows, but got " + kind);
        };
    }

    private void keep(Bytes common, AccountPlace place) {
        var before = places.put(common, place);
        bytes += place.memory() + ACCOUNT_OVERHEAD - (before == null ? 0 : before.memory() + ACCOUNT_OVERHEAD);
        var oldest = places.values().iterator();
        while (bytes > bytesMax && places.size() > 1) {
            bytes -= oldest.next().memory() + ACCOUNT_OVERHEAD;
            oldest.remove();
        }
    }

    /**
     * What is physically written where rows are: pages in the place of the rows that are in them.
     *
     * @param writes the rows of balances in the order of their keys, then those of lots
     * @param physical is given the writes
     * @return the places of the accounts afterwards
     */
    List<Move> compose(List<RowWrite> writes, List<RowWrite> physical) {
        var ofAccounts = new LinkedHashMap<Bytes, List<RowWrite>>();
        for (var write : writes) {
            if (write.row().isPaged()) {
                ofAccounts
                        .computeIfAbsent(StoreKeys.common(write.key()), common -> new ArrayList<>())
                        .add(write);
            } else {
                physical.add(write);
            }
        }
        var moves = new ArrayList<Move>(ofAccounts.size());
        ofAccounts.forEach((common, ofAccount) -> moves.add(compose(common, ofAccount, physical)));
        return moves;
    }

    private Move compose(Bytes common, List<RowWrite> writes, List<RowWrite> physical) {
        return new Move(
                common,
                switch (place(common)) {
                    case Paged paged -> intoPage(common, paged, writes, physical);
                    case Single single -> asSingles(common, single, writes, physical);
                });
    }

    private AccountPlace intoPage(Bytes common, Paged before, List<RowWrite> writes, List<RowWrite> physical) {
        var after = before.page().with(writes);
        if (after.fits()) {
            var place = new Paged(after, true);
            if (!before.isStored()) {
                singles.delete(before.page(), physical);
            }
            physical.add(new RowWrite(LedgerRow.PAGES, StoreKeys.page(common), place.encode()));
            return place;
        }
        var rows = new ArrayList<RowWrite>();
        if (before.isStored()) {
            singles.put(after, rows);
        } else {
            rows.addAll(writes);
        }
        physical.addAll(rows);
        physical.addAll(marks.missing(rows));
        physical.add(new RowWrite(LedgerRow.PAGES, StoreKeys.page(common), Single.OUTGROWN.encode()));
        return Single.OUTGROWN;
    }

    private AccountPlace asSingles(Bytes common, Single before, List<RowWrite> writes, List<RowWrite> physical) {
        if (before.isToBeLookedAt()) {
            var page = singles.read(common);
            if (page.filter(AccountPage::fitsTwice).isPresent()) {
                return intoPage(common, new Paged(page.get(), false), writes, physical);
            }
        }
        physical.addAll(writes);
        physical.addAll(marks.missing(writes));
        return (before.isToBeLookedAt() ? before.stillTooLarge() : before).afterWriting();
    }

    /** What is in memory follows what was written. */
    void written(List<Move> moves) {
        for (var move : moves) {
            keep(move.common(), move.place());
        }
        last = null;
    }

    /** About how much memory the pages take. */
    long bytes() {
        return bytes;
    }
}
