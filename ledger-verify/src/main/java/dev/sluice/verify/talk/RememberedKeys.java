package dev.sluice.verify.talk;

/**
 * The outcomes of keys, for as long as a ledger remembers them: 32 bytes a key in a table that is from three to six eighths full,
 * since there may be ten million in a week. Zero stands for nothing in each column.
 */
final class RememberedKeys {

    private static final int WIDTH = 4;
    private static final int ENTRY = 1;
    private static final int REPLY = 2;
    private static final int AT = 3;
    private static final int FIRST_ROWS = 1 << 10;

    private final long retention;
    private long[] table = new long[FIRST_ROWS * WIDTH];
    private int size;

    /** @param retention in milliseconds; what is older is forgotten when there is no room */
    RememberedKeys(long retention) {
        this.retention = retention;
    }

    /** The outcome of a key. */
    record Outcome(long entry, long reply) {

        static final Outcome NONE = new Outcome(0, 0);
    }

    /** What is known of the key, if it is not further away than keys are remembered: records come in about their order. */
    Outcome find(long key, long now) {
        var row = rowOf(table, key);
        return table[row] == 0 || Math.abs(now - table[row + AT]) > retention
                ? Outcome.NONE
                : new Outcome(table[row + ENTRY], table[row + REPLY]);
    }

    void put(long key, Outcome outcome, long now) {
        if ((size + 1) * 8L > table.length / WIDTH * 6L) {
            grow(now);
        }
        var row = rowOf(table, key);
        if (table[row] != 0 && table[row + AT] - now > retention) {
            // The key has another outcome since.
            return;
        }
        size += table[row] == 0 ? 1 : 0;
        table[row] = key;
        table[row + ENTRY] = outcome.entry();
        table[row + REPLY] = outcome.reply();
        table[row + AT] = now;
    }

    private void grow(long now) {
        var kept = 0;
        for (var row = 0; row < table.length; row += WIDTH) {
            kept += isKept(row, now) ? 1 : 0;
        }
        var rows = FIRST_ROWS;
        while ((kept + 1) * 8L > rows * 3L) {
            rows *= 2;
        }
        var larger = new long[rows * WIDTH];
        for (var row = 0; row < table.length; row += WIDTH) {
            if (isKept(row, now)) {
                System.arraycopy(table, row, larger, rowOf(larger, table[row]), WIDTH);
            }
        }
        table = larger;
        size = kept;
    }

    private boolean isKept(int row, long now) {
        return table[row] != 0 && table[row + AT] + retention >= now;
    }

    private static int rowOf(long[] table, long key) {
        var rows = table.length / WIDTH;
        var row = (int) (key & (rows - 1));
        while (table[row * WIDTH] != 0 && table[row * WIDTH] != key) {
            row = (row + 1) & (rows - 1);
        }
        return row * WIDTH;
    }

    int size() {
        return size;
    }
}
