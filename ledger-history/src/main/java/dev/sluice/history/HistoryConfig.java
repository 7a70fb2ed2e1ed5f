package dev.sluice.history;

import dev.sluice.schema.topic.Topic;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of the writer.
 *
 * @param kafka settings of the Kafka client: where it is, and how to get in
 * @param topicPrefix of the ledger's topics
 * @param threads consumers in this process
 * @param batchMax records in one transaction of the database
 */
public record HistoryConfig(
        Map<String, String> kafka, String topicPrefix, HistoryDatabase database, int threads, int batchMax) {

    public static final int BATCH_MAX_DEFAULT = 4_000;

    public HistoryConfig {
        kafka = Map.copyOf(kafka);
        if (threads < 1 || batchMax < 1) {
            throw new IllegalArgumentException(
                    "Expected at least one thread and one record, but got %d and %d".formatted(threads, batchMax));
        }
    }

    /** The topic that everything is made from. */
    public String journal() {
        return Topic.JOURNAL.name(topicPrefix);
    }

    /** The name by which the instances share the partitions; each schema is a history of its own. */
    public String group() {
        var group = topicPrefix + "history";
        return database.schema().equals(HistoryDatabase.SCHEMA_DEFAULT) ? group : group + "." + database.schema();
    }

    /** Settings of a consumer of the group, to be added to. */
    public Map<String, Object> consumer() {
        var settings = new HashMap<String, Object>(kafka);
        settings.put("group.id", group());
        return settings;
    }
}
