package dev.sluice.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.verify.Verification.Settings;
import dev.sluice.verify.log.LedgerLog;
import dev.sluice.verify.log.LedgerTopic;
import dev.sluice.verify.log.LogRecord;
import dev.sluice.verify.log.Merge;
import dev.sluice.verify.log.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The topics of a run of the real ledger, as they were recorded; the records of each partition may be changed. */
final class RecordedRun {

    /** The clocks of these runs jump by years, and the ledger forgets only when it comes to it. */
    private static final Duration FOR_EVER = Duration.ofDays(1_000_000);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final int partitions;
    private final Settings settings;
    private final Map<LedgerTopic, Long> wholeSince = new EnumMap<>(LedgerTopic.class);
    private final Map<String, List<LogRecord>> topics = new LinkedHashMap<>();

    private RecordedRun(JsonNode ledger) {
        this.partitions = ledger.path("partitions").intValue();
        this.settings = new Settings(
                Duration.parse(ledger.path("outcome_retention").asText()), FOR_EVER, Duration.ofMinutes(10), 100);
    }

    /** One of the resources. */
    static RecordedRun of(String name) {
        try (var file = RecordedRun.class.getResourceAsStream("/runs/%s.jsonl.gz".formatted(name))) {
            return read(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static RecordedRun read(InputStream file) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            var run = new RecordedRun(MAPPER.readTree(lines.readLine()));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                run.add(MAPPER.readTree(line));
            }
            return run;
        }
    }

    private void add(JsonNode line) {
        var topic = Arrays.stream(LedgerTopic.values())
                .filter(one -> one.name("").equals(line.path("topic").asText()))
                .findFirst()
                .orElseThrow();
        var headers = new HashMap<String, String>();
        line.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        var place = new Place(
                topic, line.path("partition").intValue(), line.path("offset").longValue());
        records(topic, place.partition())
                .add(new LogRecord(
                        place,
                        line.path("timestamp").longValue(),
                        line.path("key").asText().getBytes(StandardCharsets.UTF_8),
                        line.path("value").asText().getBytes(StandardCharsets.UTF_8),
                        headers));
    }

    int partitions() {
        return partitions;
    }

    /** The records of a partition, to be looked at and changed. */
    List<LogRecord> records(LedgerTopic topic, int partition) {
        return topics.computeIfAbsent(topic.name("") + partition, unseen -> new ArrayList<>());
    }

    /** All records of a topic. */
    List<LogRecord> all(LedgerTopic topic) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> records(topic, partition))
                .flatMap(List::stream)
                .toList();
    }

    /** The first record of a topic with such a value. */
    LogRecord first(LedgerTopic topic, Predicate<JsonNode> which) {
        return all(topic).stream()
                .filter(record -> which.test(tree(record)))
                .findFirst()
                .orElseThrow();
    }

    static ObjectNode tree(LogRecord record) {
        try {
            return (ObjectNode) MAPPER.readTree(record.value());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The list that a record is in, and where. */
    List<LogRecord> around(LogRecord record) {
        return records(record.topic(), record.partition());
    }

    /** Changes the value of a record and leaves the rest as it is. */
    void change(LogRecord record, Consumer<ObjectNode> change) {
        var tree = tree(record);
        change.accept(tree);
        replace(record, tree);
    }

    private void replace(LogRecord record, JsonNode tree) {
        var around = around(record);
        around.set(around.indexOf(record), withValue(record, tree));
    }

    private static LogRecord withValue(LogRecord record, JsonNode tree) {
        return new LogRecord(
                record.place(),
                record.timestamp(),
                record.key(),
                tree.toString().getBytes(StandardCharsets.UTF_8),
                record.headers());
    }

    /** Deletes all of a topic, as Kafka does when its time is over. */
    void deleteAll(LedgerTopic topic) {
        IntStream.range(0, partitions)
                .forEach(partition -> records(topic, partition).clear());
        wholeSince.put(topic, Long.MAX_VALUE);
    }

    /** Computes all chains anew, as somebody would who wants to hide what was changed. */
    void chainAnew() {
        for (var partition = 0; partition < partitions; partition++) {
            var hash = new String[] {"0".repeat(64)};
            var sequence = new int[1];
            records(LedgerTopic.JOURNAL, partition).replaceAll(record -> {
                var chained = withValue(
                        record, tree(record).put("sequence", sequence[0]++).put("previous_hash", hash[0]));
                hash[0] = sha256(chained.value());
                return chained;
            });
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Long after it. */
    Report verify() {
        return new Verification(log(), settings).run(Instant.parse("9000-01-01T00:00:00Z"));
    }

    LedgerLog log() {
        return new LedgerLog() {
            private boolean wasRead;

            @Override
            public int partitions() {
                return partitions;
            }

            @Override
            public long wholeSince(LedgerTopic topic) {
                return wholeSince.getOrDefault(topic, Long.MIN_VALUE);
            }

            @Override
            public void read(Consumer<LogRecord> reader) {
                if (wasRead) {
                    return;
                }
                wasRead = true;
                var merge = new Merge();
                topics.forEach(merge::add);
                while (!merge.isEmpty()) {
                    reader.accept(merge.next());
                }
            }

            @Override
            public void extend() {
                // It ends where it ended.
            }

            @Override
            public void close() {}
        };
    }
}
