package dev.sluice.ledger.topology.output;

import dev.sluice.ledger.store.StagedWrites;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;

/**
 * All that one record does, worked out and not yet done: encoded, measured, and in the order in which it happens.
 *
 * @param writes the rows of the task's stores
 * @param sends the records that leave: journal, replies, messages to other partitions, dead letters
 * @param waiting what begins to wait in the partition, and what waits no more
 * @param counts what the meters show of it
 */
public record Effects(StagedWrites writes, List<Send> sends, List<WaitingChange> waiting, List<Count> counts) {

    /** A record on its way to a sink. */
    public record Send(String sink, Record<byte[], Outgoing> record) {}

    public Effects {
        sends = List.copyOf(sends);
        waiting = List.copyOf(waiting);
        counts = List.copyOf(counts);
    }

    /** The number of rows written and records sent, which a transaction's length depends on. */
    public int size() {
        return writes.size() + sends.size();
    }
}
