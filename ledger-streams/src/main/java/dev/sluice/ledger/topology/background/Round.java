package dev.sluice.ledger.topology.background;

/**
 * The work of one round: of the records that Kafka Streams hands a task one after the other before it looks whether to commit.
 * A round of records that each touch thousands of lots would outlive the transaction's timeout, be aborted, and be tried again
 * for ever. So when a round has done enough, a commit is asked for, and what is left of it is kept for the turns that follow.
 */
public final class Round {

    private final int rowsMax;
    private long beganAtMs = Long.MIN_VALUE;
    private int rows;

    /**
     * No round yet.
     *
     * @param rowsMax written and sent by a round before the rest of it is kept; its last record may pass it
     */
    public Round(int rowsMax) {
        this.rowsMax = rowsMax;
    }

    /**
     * A record is about to be worked out.
     *
     * @param systemTimeMs of the task, which stands still within a round
     */
    public void at(long systemTimeMs) {
        if (systemTimeMs != beganAtMs) {
            beganAtMs = systemTimeMs;
            rows = 0;
        }
    }

    /** So many rows were written and records sent. */
    public void did(int more) {
        rows += more;
    }

    /** Whether the round has done enough. */
    public boolean isMuchDone() {
        return rows >= rowsMax;
    }
}
