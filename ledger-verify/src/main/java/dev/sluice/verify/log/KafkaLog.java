package dev.sluice.verify.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of a ledger on Kafka: what is committed, from the beginning. Holds a few thousand records of each partition. */
public final class KafkaLog implements LedgerLog {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RECORDS_AT_ONCE = 2_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Object> clientSettings;
    private final Map<String, LedgerTopic> topics = new HashMap<>();
    private final Map<LedgerTopic, Long> wholeSince = new EnumMap<>(LedgerTopic.class);
    private final int partitions;
    private final Map<TopicPartition, List<LogRecord>> waiting = new HashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();

    /**
     * Connects, and fixes the end.
     *
     * @param clientSettings where Kafka is, and how to speak with it
     * @param prefix of the names of the ledger's topics
     * @throws LogUnreadableException where there is no such ledger
     */
    public static KafkaLog open(Map<String, Object> clientSettings, String prefix) {
        var log = new KafkaLog(clientSettings, prefix);
        try {
            log.begin();
            return log;
        } catch (RuntimeException unreadable) {
            log.close();
            throw unreadable;
        }
    }

    private KafkaLog(Map<String, Object> clientSettings, String prefix) {
        this.clientSettings = clientSettings;
        this.consumer = consumer("read_committed");
        try {
            var there = consumer.listTopics().keySet();
            for (var topic : LedgerTopic.values()) {
                if (topic != LedgerTopic.REQUESTS_WRITE || there.contains(topic.name(prefix))) {
                    topics.put(topic.name(prefix), topic);
                }
            }
            this.partitions = partitionsOf(LedgerTopic.JOURNAL.name(prefix));
        } catch (RuntimeException unreadable) {
            consumer.close();
            throw unreadable;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        var settings = new HashMap<>(clientSettings);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private int partitionsOf(String journal) {
        var found = consumer.partitionsFor(journal);
        if (found == null || found.isEmpty()) {
            throw new LogUnreadableException("Expected a topic %s, but there is none".formatted(journal));
        }
        return found.size();
    }

    private void begin() {
        var all = topics.keySet().stream().flatMap(topic -> of(topic).stream()).toList();
        consumer.assign(all);
        var beginnings = consumer.beginningOffsets(all);
        beginnings.forEach(consumer::seek);
        ends = endsNow();
        for (var topic : LedgerTopic.values()) {
            wholeSince.put(topic, Long.MIN_VALUE);
        }
        beginnings.forEach((partition, beginning) -> {
            if (beginning > 0) {
                wholeSince.merge(topicOf(partition), firstTime(partition), Math::max);
            }
        });
    }

    private List<TopicPartition> of(String topic) {
        var found = new ArrayList<TopicPartition>();
        for (var partition = 0; partition < partitions; partition++) {
            found.add(new TopicPartition(topic, partition));
        }
        return found;
    }

    private LedgerTopic topicOf(TopicPartition partition) {
        return topics.getOrDefault(partition.topic(), LedgerTopic.DEAD_LETTERS);
    }

    /** The time of the first record of a partition of which the beginning was deleted; the end of time where all was. */
    private long firstTime(TopicPartition partition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        pauseAllBut(Set.of(partition));
        while (!hasWaiting(partition) && !isAtEnd(partition)) {
            poll(deadline);
        }
        return waiting.getOrDefault(partition, List.of()).stream()
                .findFirst()
                .map(LogRecord::timestamp)
                .orElse(Long.MAX_VALUE);
    }

    private boolean hasWaiting(TopicPartition partition) {
        return !waiting.getOrDefault(partition, List.of()).isEmpty();
    }

    private boolean isAtEnd(TopicPartition partition) {
        return consumer.position(partition) >= ends.getOrDefault(partition, 0L);
    }

    /**
     * Where the topics end. The journal is asked first: what a transaction wrote to it, it wrote to the others too, and its end
     * there is waited for, since it is marked on one partition after the other.
     */
    private Map<TopicPartition, Long> endsNow() {
        var journal = consumer.assignment().stream()
                .filter(partition -> topicOf(partition) == LedgerTopic.JOURNAL)
                .collect(Collectors.toSet());
        var others = new HashSet<>(consumer.assignment());
        others.removeAll(journal);
        try (var ofAll = consumer("read_uncommitted")) {
            var found = new HashMap<>(committed(journal, ofAll.endOffsets(journal)));
            found.putAll(committed(others, ofAll.endOffsets(others)));
            return found;
        }
    }

    private Map<TopicPartition, Long> committed(Collection<TopicPartition> of, Map<TopicPartition, Long> written) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var committed = consumer.endOffsets(of);
            if (written.entrySet().stream()
                    .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                return committed;
            }
        }
        throw new LogUnreadableException(
                "Expected all transactions to end within %s, but one stays open".formatted(PATIENCE));
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public long wholeSince(LedgerTopic topic) {
        return wholeSince.getOrDefault(topic, Long.MIN_VALUE);
    }

    /** How many records there are at most: offsets count the marks of transactions too. */
    public long size() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    @Override
    public void read(Consumer<LogRecord> reader) {
        var merge = new Merge();
        var unfinished = new HashSet<>(consumer.assignment());
        unfinished.forEach(partition -> take(partition, merge));
        while (true) {
            fill(unfinished, merge);
            if (merge.isEmpty()) {
                return;
            }
            do {
                reader.accept(merge.next());
            } while (!merge.isLastExhausted());
        }
    }

    /** Waits until the next record of each partition is known, or that there is none. */
    private void fill(Set<TopicPartition> unfinished, Merge merge) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            unfinished.removeIf(partition -> !isWaitedFor(partition, merge));
            var missing = unfinished.stream()
                    .filter(partition -> !merge.has(partition.topic() + partition.partition()))
                    .collect(Collectors.toSet());
            if (missing.isEmpty()) {
                return;
            }
            pauseAllBut(missing);
            poll(deadline);
            missing.forEach(partition -> take(partition, merge));
        }
    }

    private boolean isWaitedFor(TopicPartition partition, Merge merge) {
        return merge.has(partition.topic() + partition.partition()) || !isAtEnd(partition);
    }

    private void take(TopicPartition partition, Merge merge) {
        var records = waiting.remove(partition);
        if (records != null) {
            merge.add(partition.topic() + partition.partition(), records);
        }
    }

    private void pauseAllBut(Set<TopicPartition> wanted) {
        var others = new HashSet<>(consumer.assignment());
        others.removeAll(wanted);
        consumer.pause(others);
        consumer.resume(wanted);
    }

    private void poll(long deadline) {
        if (System.nanoTime() > deadline) {
            throw new LogUnreadableException("Expected more records within %s, but Kafka sends none of %s"
                    .formatted(PATIENCE, consumer.assignment()));
        }
        var polled = consumer.poll(POLL);
        for (var partition : polled.partitions()) {
            var end = ends.getOrDefault(partition, 0L);
            for (var record : polled.records(partition)) {
                if (record.offset() >= end) {
                    // What is behind the end may be read another time, when that has moved.
                    consumer.seek(partition, end);
                    break;
                }
                waiting.computeIfAbsent(partition, unseen -> new ArrayList<>()).add(recordOf(record));
            }
        }
    }

    private LogRecord recordOf(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        for (var header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        var topic = topicOf(new TopicPartition(record.topic(), record.partition()));
        return new LogRecord(
                new Place(topic, record.partition(), record.offset()),
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }

    @Override
    public void extend() {
        ends = endsNow();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
