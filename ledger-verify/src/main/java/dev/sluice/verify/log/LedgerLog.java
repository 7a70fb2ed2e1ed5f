package dev.sluice.verify.log;

import java.util.function.Consumer;

/** The topics of one ledger, up to an end that was fixed when they were opened. */
public interface LedgerLog extends AutoCloseable {

    /** How many partitions each topic has. */
    int partitions();

    /**
     * The time from which on a topic is whole: {@link Long#MIN_VALUE} where nothing of it was deleted yet, {@link Long#MAX_VALUE}
     * where all was.
     */
    long wholeSince(LedgerTopic topic);

    /** Hands over what there is up to the end: records of different partitions in about the order of their time. */
    void read(Consumer<LogRecord> reader);

    /** Moves the end to where the topics end now, so that whatever was seen to follow from something has its cause before it. */
    void extend();

    @Override
    void close();
}
