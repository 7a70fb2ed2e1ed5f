package dev.sluice.ledger.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;

/**
 * Rows that are asked for with every request and written seldom, kept decoded: reading JSON costs more than all else. Bounded
 * in bytes of the rows; what was used longest ago goes first. A row that is written is decoded anew.
 */
final class DecodedRows<V> {

    /** What a row costs beside its bytes: the key, the entry of the map, the objects. */
    private static final int ROW_BYTES = 256;

    /** A decoded row, with the bytes that it counts for. */
    private record Decoded<V>(V row, int bytes) {}

    private final StagedRows rows;
    private final Function<byte[], V> decode;
    private final long bytesMax;
    private final Map<Bytes, Decoded<V>> decoded = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    DecodedRows(StagedRows rows, Function<byte[], V> decode, long bytesMax) {
        this.rows = rows;
        this.decode = decode;
        this.bytesMax = bytesMax;
    }

    Optional<V> find(Bytes key) {
        if (rows.isStaged(key)) {
            // Not kept: it may never be written.
            return Optional.ofNullable(rows.get(key)).map(decode);
        }
        var known = decoded.get(key);
        if (known != null) {
            return Optional.of(known.row());
        }
        var value = rows.get(key);
        if (value == null) {
            return Optional.empty();
        }
        var row = decode.apply(value);
        keep(key, new Decoded<>(row, value.length + ROW_BYTES));
        return Optional.of(row);
    }

    private void keep(Bytes key, Decoded<V> row) {
        decoded.put(key, row);
        bytes += row.bytes();
        var oldest = decoded.values().iterator();
        while (bytes > bytesMax && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** The row was written. */
    void forget(Bytes key) {
        var known = decoded.remove(key);
        if (known != null) {
            bytes -= known.bytes();
        }
    }

    /** How much is kept. */
    long bytes() {
        return bytes;
    }
}
