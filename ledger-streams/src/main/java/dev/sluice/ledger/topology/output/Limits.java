package dev.sluice.ledger.topology.output;

/**
 * The limits on the size of records, rows and replies, in bytes. Kafka refuses what is larger only when it is sent, which is
 * too late: the record that caused it would be tried for ever. So it is measured while a record is still being worked out.
 */
public final class Limits {

    /**
     * Of a whole record, and so of what every topic and changelog must take: an entry of 5,000 lots has 3 MB, and a page of
     * 200 holds with all the metadata they may have has 6 MB.
     */
    public static final int RECORD_BYTES_MAX = 8 * 1024 * 1024;

    /** Leaves room for the key, the headers and the framing. */
    public static final int VALUE_BYTES_MAX = RECORD_BYTES_MAX - 128 * 1024;

    /** A reply that is remembered is a row too; that of an operation on 5,000 lots has 400 kB. */
    private static final int REMEMBERED_BYTES_MAX = 1_000_000;

    /** What is kept of those who wait for one change of the catalogue, each with a reply of his own. */
    public static final int WAITING_BYTES_MAX = 1_000_000;

    /** Attempts of callers who wait for one thing; who comes later is told that the result is pending. */
    public static final int WAITING_MAX = 100;

    private Limits() {}

    public static void checkValue(byte[] value) {
        check(value, VALUE_BYTES_MAX);
    }

    /**
     * An entry of the journal.
     *
     * @throws TooLargeException where the operation would have to be a smaller one
     */
    public static void checkEntry(byte[] entry) {
        if (entry.length > VALUE_BYTES_MAX) {
            throw new TooLargeException("journal entry", entry.length, VALUE_BYTES_MAX);
        }
    }

    /**
     * A reply that is remembered.
     *
     * @throws TooLargeException where the operation would have to be a smaller one
     */
    public static void checkRemembered(byte[] reply) {
        if (reply.length > REMEMBERED_BYTES_MAX) {
            throw new TooLargeException("reply", reply.length, REMEMBERED_BYTES_MAX);
        }
    }

    /** Rows are as large as records: a changelog is a topic like any other. */
    public static void checkRow(byte[] row) {
        check(row, VALUE_BYTES_MAX);
    }

    private static void check(byte[] value, int bytesMax) {
        if (value.length > bytesMax) {
            throw new IllegalStateException(
                    "Expected a record of at most %d bytes, but got %d".formatted(bytesMax, value.length));
        }
    }
}
