package dev.sluice.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A producer with the ledger's settings on a broker that makes trouble. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LedgersProducerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The transaction times out after 10 s, a request after as much. */
    private static final Duration GIVEN_UP_WITHIN = Duration.ofSeconds(30);

    private static final String WRITTEN = "written";

    /** Flushed with each record, so that it takes the broker a while to end a transaction on all of its partitions. */
    private static final String SLOW_TO_END = "slow-to-end";

    private static final int SLOW_PARTITIONS = 20;

    /** So many batches are sent back that with several requests in flight some would have come out of order. */
    private static final int REFUSALS = 2_000;

    /** As many as are in flight at once with Kafka's default. */
    private static final int BATCHES = 5;

    @TempDir
    private Path folder;

    private ListeningSockets sockets;
    private KafkaNode node;
    private KafkaLog log;

    @BeforeEach
    void start() throws Exception {
        KafkaExits.takeOver();
        LogFormat.ensure(folder);
        sockets = ListeningSockets.bind(0);
        var settings = new HashMap<>(BrokerSettings.of(folder, sockets));
        // By default the broker waits a while for the end of the last transaction before it sends a batch back.
        settings.put("add.partitions.to.txn.retry.backoff.max.ms", "0");
        node = new KafkaNode(settings, sockets, new BrokerFaults(fault -> {}));
        node.start();
        try (var admin = admin()) {
            var slow = new NewTopic(SLOW_TO_END, SLOW_PARTITIONS, (short) 1)
                    .configs(Map.of(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1"));
            admin.createTopics(List.of(new NewTopic(WRITTEN, 1, (short) 1), slow))
                    .all()
                    .get();
        }
        log = KafkaLog.of(KafkaLog.SENDER, KafkaLog.REPLICAS);
    }

    @AfterEach
    void stop() {
        log.close();
        node.stop();
        sockets.close();
    }

    @Test
    void sends_nothing_out_of_order_while_the_last_transaction_is_being_ended() {
        var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        try (var producer = new KafkaProducer<byte[], byte[]>(ledgersSettings())) {
            producer.initTransactions();
            while (refusals() < REFUSALS && System.nanoTime() < giveUpAt) {
                commitOne(producer);
            }
        }

        assertThat(refusals()).isGreaterThanOrEqualTo(REFUSALS);
        assertThat(log.messagesWith("OUT_OF_ORDER_SEQUENCE_NUMBER")).isEmpty();
        assertThat(log.messagesWith("OutOfOrderSequenceException")).isEmpty();
    }

    @Test
    void gives_up_a_batch_that_is_not_taken_while_its_transaction_can_last() throws Exception {
        var producer = new KafkaProducer<byte[], byte[]>(ledgersSettings());
        try {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(WRITTEN, new byte[1])).get();

            delete(WRITTEN);
            var batch = producer.send(new ProducerRecord<>(WRITTEN, new byte[1]));

            assertThat(batch)
                    .failsWithin(GIVEN_UP_WITHIN)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(TimeoutException.class);
        } finally {
            // Else it would wait for the batch.
            producer.close(Duration.ZERO);
        }
    }

    private void delete(String topic) throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    private int refusals() {
        return log.messagesWith("CONCURRENT_TRANSACTIONS").size();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The commit fails where one of them has failed.
    private static void commitOne(KafkaProducer<byte[], byte[]> producer) {
        producer.beginTransaction();
        for (var batch = 1; batch <= BATCHES; batch++) {
            producer.send(new ProducerRecord<>(WRITTEN, 0, null, new byte[1]));
        }
        for (var partition = 0; partition < SLOW_PARTITIONS; partition++) {
            producer.send(new ProducerRecord<>(SLOW_TO_END, partition, null, new byte[1]));
        }
        producer.commitTransaction();
    }

    /** Those that Kafka Streams hands to the ledger's producers; only that each record is a batch is its own. */
    private Map<String, Object> ledgersSettings() {
        var ledger = LedgerConfig.singleNode(address(), folder);
        var settings = new HashMap<>(new StreamsConfig(StreamsSettings.of(ledger, "test")).getProducerConfigs("test"));
        settings.putAll(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "test",
                ProducerConfig.BATCH_SIZE_CONFIG,
                1,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
        return settings;
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()));
    }

    private String address() {
        return sockets.hostAndPort(ListeningSockets.CLIENTS);
    }
}
