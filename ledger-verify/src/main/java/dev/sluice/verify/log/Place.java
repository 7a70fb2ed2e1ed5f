package dev.sluice.verify.log;

/** The place of a record: what a violation names, so that anybody can look. */
public record Place(LedgerTopic topic, int partition, long offset) {

    @Override
    public String toString() {
        return "%s-%d@%d".formatted(topic.name(""), partition, offset);
    }
}
