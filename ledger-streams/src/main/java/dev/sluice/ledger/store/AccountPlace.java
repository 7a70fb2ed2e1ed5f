package dev.sluice.ledger.store;

/** The place where the rows of an account are that come and go with its requests: in one physical row, or in one each. */
sealed interface AccountPlace {

    /**
     * The kinds of {@link LedgerRow#PAGES}, as they are stored.
     */
    byte PAGE = 'p';

    byte SINGLE = 's';

    /** About how much memory it takes. */
    int memory();

    /** The row that tells so. */
    byte[] encode();

    /**
     * In a page.
     *
     * @param isStored whether it is in the stores as a page; else its rows, if any, are there in one row each, as the first
     *     release left them
     */
    record Paged(AccountPage page, boolean isStored) implements AccountPlace {

        @Override
        public int memory() {
            return page.memory();
        }

        @Override
        public byte[] encode() {
            var writer = new ValueWriter(page.encodedLength()).oneByte(PAGE);
            page.encode(writer);
            return writer.value();
        }
    }

    /**
     * In a row each, since they would not fit a page.
     *
     * @param writes how many records have written to the account since it was last looked at whether it would fit again
     * @param patience after so many it is looked at again; twice as many each time that it would not, since whoever looks may
     *     come by many rows that were deleted
     */
    record Single(int writes, int patience) implements AccountPlace {

        static final int PATIENCE_MIN = 64;
        static final int PATIENCE_MAX = 4096;
        static final Single OUTGROWN = new Single(0, PATIENCE_MIN);

        Single afterWriting() {
            return new Single(writes + 1, patience);
        }

        boolean isToBeLookedAt() {
            return writes >= patience;
        }

        Single stillTooLarge() {
            return new Single(0, Math.min(PATIENCE_MAX, 2 * patience));
        }

        @Override
        public int memory() {
            return 0;
        }

        @Override
        public byte[] encode() {
            return new ValueWriter().oneByte(SINGLE).value();
        }
    }
}
