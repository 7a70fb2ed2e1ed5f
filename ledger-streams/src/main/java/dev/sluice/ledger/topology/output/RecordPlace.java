package dev.sluice.ledger.topology.output;

/** The place of a record in the topics that the ledger reads. */
public record RecordPlace(String topic, int partition, long offset) {

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
