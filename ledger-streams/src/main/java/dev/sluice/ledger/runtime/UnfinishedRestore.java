package dev.sluice.ledger.runtime;

import dev.sluice.schema.topic.Topic;

/**
 * The mark of a restore that has begun and not ended: a topic that is there for as long as it runs. No ledger starts beside it,
 * so a restore that was killed is never served half.
 */
final class UnfinishedRestore {

    private static final String SUFFIX = "restoring";

    private UnfinishedRestore() {}

    /** The name of the topic. */
    static String topic(String prefix) {
        return prefix + SUFFIX;
    }

    static String told(String prefix) {
        return "%s is there, so a restore has begun and not ended, and what there is of the ledger is not whole; delete the"
                        .formatted(topic(prefix))
                + " data folder, or all topics that begin with %s (%s too), and restore again"
                        .formatted(prefix, Topic.JOURNAL.name(prefix));
    }
}
