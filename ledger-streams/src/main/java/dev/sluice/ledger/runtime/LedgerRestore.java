package dev.sluice.ledger.runtime;

import dev.sluice.ledger.restore.Cut;
import dev.sluice.ledger.restore.CutFinder;
import dev.sluice.ledger.restore.FoldTopology;
import dev.sluice.ledger.restore.JournalCopy;
import dev.sluice.ledger.restore.JournalLine;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.schema.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * The making of a ledger from a copy of its journal, on a Kafka that has nothing of it: its topics, its journal, record by
 * record, and its stores. While it is under way a topic says so, beside which no ledger starts.
 */
public final class LedgerRestore {

    private static final Duration BROKER_PATIENCE = Duration.ofMinutes(2);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** Kafka has something of this ledger already, or the copy is of another: nothing was changed. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** The listener that is told while it goes on how many more records were read, written and folded. */
    public interface Progress {

        LongConsumer reads();

        /** A step that goes over so many records begins. */
        LongConsumer begins(String step, long records);
    }

    private final LedgerConfig config;
    private final Admin admin;

    private LedgerRestore(LedgerConfig config, Admin admin) {
        this.config = config;
        this.admin = admin;
    }

    /**
     * Restores the ledger of this configuration, whose number of partitions must be that of the copy.
     *
     * @return what it was made of
     * @throws RefusedException where there is something of a ledger, of which nothing is changed
     * @throws IOException where the copy can't be used
     */
    public static Cut run(LedgerConfig config, JournalCopy copy, Progress progress)
            throws IOException, InterruptedException {
        if (copy.partitions() != config.ledger().partitions()) {
            throw new RefusedException("Expected a copy of a ledger with %d partitions, but it has %d"
                    .formatted(config.ledger().partitions(), copy.partitions()));
        }
        try (var admin = Admin.create(clientSettings(config))) {
            return new LedgerRestore(config, admin).run(copy, progress);
        }
    }

    private Cut run(JournalCopy copy, Progress progress) throws IOException, InterruptedException {
        requireNothing();
        var cut = CutFinder.of(copy, progress.reads());
        begin();
        new TopicSetup(admin, config, BROKER_PATIENCE).ofRestore().run();
        write(copy, cut, progress.begins("records written", cut.size()));
        fold(cut, progress.begins("records folded", cut.size()));
        end();
        return cut;
    }

    private void requireNothing() throws InterruptedException {
        var prefix = config.ledger().topicPrefix();
        var there = waitFor(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(prefix))
                .sorted()
                .toList();
        if (there.contains(UnfinishedRestore.topic(prefix))) {
            throw new RefusedException("Expected a Kafka without a ledger, but " + UnfinishedRestore.told(prefix));
        }
        if (!there.isEmpty()) {
            throw new RefusedException(
                    "Expected a Kafka without a ledger, since a restore makes a new one, but there are the topics %s"
                            .formatted(String.join(", ", there)));
        }
    }

    private void begin() throws InterruptedException {
        var mark = new NewTopic(UnfinishedRestore.topic(config.ledger().topicPrefix()), 1, (short)
                config.durability().replicationFactor());
        waitFor(admin.createTopics(List.of(mark)).all());
    }

    private void end() throws InterruptedException {
        waitFor(admin.deleteTopics(
                        List.of(UnfinishedRestore.topic(config.ledger().topicPrefix())))
                .all());
    }

    /** Record by record: to the same partition, in the same order, with the same bytes. */
    private void write(JournalCopy copy, Cut cut, LongConsumer progress) throws IOException {
        var failed = new AtomicReference<Exception>();
        var written = new long[copy.partitions()];
        try (var producer =
                new KafkaProducer<>(producerSettings(config), new ByteArraySerializer(), new ByteArraySerializer())) {
            copy.read(line -> {
                if (written[line.partition()] < cut.entries().get(line.partition())) {
                    written[line.partition()]++;
                    var unused = producer.send(recordOf(line), (place, failure) -> {
                        if (failure != null) {
                            failed.compareAndSet(null, failure);
                        }
                    });
                    progress.accept(1);
                }
                requireWritten(failed.get());
            });
            producer.flush();
            requireWritten(failed.get());
        }
    }

    private static void requireWritten(@Nullable Exception failure) throws IOException {
        if (failure != null) {
            throw new IOException(
                    "Expected the journal to be written, but Kafka says: " + failure.getMessage(), failure);
        }
    }

    private ProducerRecord<byte[], byte[]> recordOf(JournalLine line) {
        var headers = new RecordHeaders();
        line.headers().forEach(header -> headers.add(header.name(), header.value()));
        return new ProducerRecord<>(
                config.ledger().topic(Topic.JOURNAL),
                line.partition(),
                line.timestamp(),
                line.key(),
                line.value(),
                headers);
    }

    private void fold(Cut cut, LongConsumer progress) throws InterruptedException {
        var settings = StreamsSettings.of(config, InstanceName.of(config.instance()));
        // It comes once, and nobody is to wait for its return.
        settings.remove(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
        var failed = new AtomicReference<Throwable>();
        try (var streams = new KafkaStreams(FoldTopology.build(config.ledger(), cut), settings)) {
            streams.setUncaughtExceptionHandler(failure -> {
                failed.compareAndSet(null, failure);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            LocalSegments.prepare(
                    config.instance().stateDir(),
                    LedgerStores.outcomesSegmentMs(config.ledger().stores()),
                    streams::cleanUp);
            streams.start();
            await(journalEnds(), failed, progress);
            streams.close(CLOSE_PATIENCE);
        }
    }

    /** Until the offsets behind the last records are committed, and with them all that was made of them. */
    private void await(Map<TopicPartition, Long> ends, AtomicReference<Throwable> failed, LongConsumer progress)
            throws InterruptedException {
        var told = 0L;
        while (true) {
            var failure = failed.get();
            if (failure != null) {
                throw new IllegalStateException("Expected the journal to be folded, but it can't be", failure);
            }
            var done = folded(ends);
            progress.accept(done - told);
            told = done;
            if (done == ends.values().stream().mapToLong(Long::longValue).sum()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private long folded(Map<TopicPartition, Long> ends) throws InterruptedException {
        var committed = waitFor(
                admin.listConsumerGroupOffsets(config.ledger().applicationId()).partitionsToOffsetAndMetadata());
        return ends.keySet().stream()
                .map(partition -> Optional.ofNullable(committed.get(partition)))
                .flatMap(Optional::stream)
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    private Map<TopicPartition, Long> journalEnds() throws InterruptedException {
        var journal = config.ledger().topic(Topic.JOURNAL);
        var latest = IntStream.range(0, config.ledger().partitions())
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(journal, partition), partition -> OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        waitFor(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static Properties clientSettings(LedgerConfig config) {
        var settings = new Properties();
        settings.putAll(config.cluster().security());
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.cluster().bootstrapServers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, config.ledger().applicationId() + "-restore");
        return settings;
    }

    private static Properties producerSettings(LedgerConfig config) {
        var settings = clientSettings(config);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // The topic is new: a broker that does not lead it yet sends the first batch back, and would take the second as
        // the first of all.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Limits.RECORD_BYTES_MAX);
        return settings;
    }

    private static <T> T waitFor(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("Expected Kafka to answer, but it failed", failed.getCause());
        }
    }
}
