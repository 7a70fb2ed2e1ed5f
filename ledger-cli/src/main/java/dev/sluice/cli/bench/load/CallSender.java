package dev.sluice.cli.bench.load;

/** Sends calls, and tells what becomes of each, by its number. */
interface CallSender extends AutoCloseable {

    /** The listener to what becomes of calls, told on any thread. */
    interface Listener {

        /** Kafka, or the gateway, has it. */
        void accepted(long number);

        /**
         * The answer has come.
         *
         * @param refusal the code, or empty where it was done
         */
        void answered(long number, String refusal);

        /** It was refused at once, since there are too many: nothing was done, and nothing was sent on. */
        void turnedAway(long number);

        /** There will be no answer. */
        void failed(long number, String reason);
    }

    /** Does not wait for the answer. */
    void send(long number, Call call);

    @Override
    void close();
}
