package dev.sluice.ledger.store;

import dev.sluice.ledger.store.LedgerRow.StoreName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * The rows of one account that lie in one physical row: those of both stores that come and go with its requests. The page is
 * what is read, written and sent to the changelog, however many of its rows a request touches.
 *
 * <p>Bounded in rows and bytes, since all of it is written with each change of one of them.
 */
record AccountPage(SortedRows balances, SortedRows lots) {

    /** Two of a row, of its key and its value, and a few for the page. */
    private static final int LENGTHS_OF_A_ROW = 4;

    static final int ROWS_MAX = 48;

    /** Of keys, without what they have in common, and values. */
    static final int BYTES_MAX = 4096;

    static final AccountPage EMPTY = new AccountPage(SortedRows.NONE, SortedRows.NONE);

    /** What the keys of an account have in common. */
    static final int COMMON_LENGTH = 1 + KeyBuilder.UUID_LENGTH;

    /** What a row in memory costs beside its bytes: the objects of its key and value, and their places. */
    private static final int ROW_OVERHEAD = 96;

    SortedRows of(StoreName store) {
        return switch (store) {
            case BALANCES -> balances;
            case LOTS -> lots;
        };
    }

    /**
     * The page after these writes.
     *
     * @param writes those of the balances in the order of their keys, then those of the lots
     */
    AccountPage with(List<RowWrite> writes) {
        var firstOfLots = 0;
        while (firstOfLots < writes.size() && writes.get(firstOfLots).row().store() == StoreName.BALANCES) {
            firstOfLots++;
        }
        return new AccountPage(
                balances.with(writes.subList(0, firstOfLots)), lots.with(writes.subList(firstOfLots, writes.size())));
    }

    int rows() {
        return balances.size() + lots.size();
    }

    int bytes() {
        return balances.bytes() + lots.bytes() - rows() * COMMON_LENGTH;
    }

    /** About how long it is when it is encoded, or a little less. */
    int encodedLength() {
        return bytes() + (rows() + 2) * LENGTHS_OF_A_ROW;
    }

    /** Whether it may be kept as one row. */
    boolean fits() {
        return rows() <= ROWS_MAX && bytes() <= BYTES_MAX;
    }

    /** Whether there is room for as much again, so that an account at the limit doesn't go to and fro. */
    boolean fitsTwice() {
        return 2 * rows() <= ROWS_MAX && 2 * bytes() <= BYTES_MAX;
    }

    /** About how much memory it takes. */
    int memory() {
        return bytes() + rows() * (ROW_OVERHEAD + COMMON_LENGTH);
    }

    /** The beginning that the account's keys have in common is not repeated. */
    void encode(ValueWriter writer) {
        encode(writer, balances);
        encode(writer, lots);
    }

    private static void encode(ValueWriter writer, SortedRows rows) {
        writer.count(rows.size());
        for (var index = 0; index < rows.size(); index++) {
            writer.block(rows.key(index).get(), COMMON_LENGTH).block(rows.value(index));
        }
    }

    static AccountPage decode(Bytes common, ValueReader reader) {
        return new AccountPage(decodeRows(common, reader), decodeRows(common, reader));
    }

    private static SortedRows decodeRows(Bytes common, ValueReader reader) {
        var size = reader.count();
        var keys = new ArrayList<Bytes>(size);
        var values = new ArrayList<byte[]>(size);
        for (var row = 0; row < size; row++) {
            var rest = reader.block();
            var key = Arrays.copyOf(common.get(), COMMON_LENGTH + rest.length);
            System.arraycopy(rest, 0, key, COMMON_LENGTH, rest.length);
            keys.add(Bytes.wrap(key));
            values.add(reader.block());
        }
        return SortedRows.of(keys, values);
    }
}
