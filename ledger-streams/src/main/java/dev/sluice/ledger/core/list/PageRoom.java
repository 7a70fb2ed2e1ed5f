package dev.sluice.ledger.core.list;

import java.util.Map;

/**
 * The room that is left on a page: so many rows, and so many bytes, since it is answered in one record. The core knows no
 * JSON, so the bytes of a row are an estimate that none exceeds.
 */
public final class PageRoom {

    /** Half of what a record may have. */
    public static final long BYTES_MAX = 4 * 1024 * 1024;

    /** A control character is written as six. */
    private static final long BYTES_OF_A_CHARACTER = 6;

    /** With its comma and quotes. */
    private static final long BYTES_OF_AN_ID = 40;

    /** All that is not a caller's text: the names of the fields, ids, amounts, times. */
    private static final long BYTES_OF_A_ROW = 2_000;

    private long rowsLeft;
    private long bytesLeft = BYTES_MAX;
    private boolean isEmpty = true;

    public PageRoom(int rowsMax) {
        this.rowsLeft = rowsMax;
    }

    /** The bytes of a row with these texts of callers. */
    public static long bytesOf(String... texts) {
        var bytes = BYTES_OF_A_ROW;
        for (var text : texts) {
            bytes += BYTES_OF_A_CHARACTER * text.length();
        }
        return bytes;
    }

    /** The bytes of a row with this metadata and these texts of callers. */
    public static long bytesOf(Map<String, String> metadata, String... texts) {
        return bytesOf(texts)
                + metadata.entrySet().stream()
                        .mapToLong(entry -> BYTES_OF_A_CHARACTER
                                * (entry.getKey().length() + entry.getValue().length() + 1))
                        .sum();
    }

    /** The bytes of a list of ids within a row. */
    public static long bytesOfIds(int count) {
        return BYTES_OF_AN_ID * count;
    }

    /** Whether it has all the rows that it may have. */
    public boolean isFull() {
        return rowsLeft == 0;
    }

    /** Takes a row of so many bytes, if it fits. The first one always does, or a list would never go on. */
    public boolean takes(long bytes) {
        if (isFull() || (!isEmpty && bytes > bytesLeft)) {
            return false;
        }
        isEmpty = false;
        rowsLeft--;
        bytesLeft -= bytes;
        return true;
    }
}
