package dev.sluice.ledger.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ledger.simulation.SimulatedPartition.Committed;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Topic;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The topics of a simulated run as a reader of Kafka would find them: a record a line, as JSON, to be verified elsewhere. */
final class RecordedTopics {

    private static final Map<String, Topic> TOPICS = Map.of(
            Sinks.JOURNAL, Topic.JOURNAL,
            Sinks.REPLIES, Topic.REPLIES,
            Sinks.CATALOG, Topic.CATALOG,
            Sinks.DEAD_LETTERS, Topic.DEAD_LETTERS);

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final SimulatedCluster cluster;
    private final List<ObjectNode> lines = new ArrayList<>();
    private final Map<String, Long> offsets = new HashMap<>();

    RecordedTopics(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    void asked(int partition, Request request, Headers headers, Instant at) {
        add(
                Topic.REQUESTS,
                partition,
                at.toEpochMilli(),
                request.accountId().toKey(),
                headers,
                SimulatedCluster.FORMATS.requests().write(request));
    }

    void committed(Committed committed) {
        for (var sent : committed.sent()) {
            var topic = TOPICS.get(sent.sink());
            if (topic != null) {
                var record = sent.record();
                var headers = record.headers() == null ? new RecordHeaders() : record.headers();
                var partition = record.value()
                        .partition()
                        .orElseGet(() ->
                                Partitioning.of(record.key(), cluster.settings().partitions()));
                add(topic, partition, record.timestamp(), record.key(), headers, sent.value());
            }
        }
    }

    private void add(Topic topic, int partition, long timestamp, byte[] key, Headers headers, byte[] value) {
        var name = topic.name("");
        var line = mapper.createObjectNode()
                .put("topic", name)
                .put("partition", partition)
                .put("offset", offsets.merge(name + partition, 1L, Long::sum) - 1)
                .put("timestamp", timestamp)
                .put("key", text(key));
        var named = line.putObject("headers");
        headers.forEach(header -> named.put(header.key(), text(header.value())));
        lines.add(line.put("value", text(value)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** As lines, compressed; the first says how the ledger was set up. */
    void write(Path file) throws IOException {
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            var settings = cluster.settings();
            out.write("{\"partitions\":%d,\"outcome_retention\":\"%s\",\"finished_retention\":\"%s\"}\n"
                    .formatted(
                            settings.partitions(),
                            settings.retention().outcomes(),
                            settings.retention().finished()));
            for (var line : lines) {
                out.write(line + "\n");
            }
        }
    }
}
