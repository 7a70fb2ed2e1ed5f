package dev.sluice.ledger.runtime;

import dev.sluice.ledger.runtime.LedgerConfig.Durability;
import dev.sluice.ledger.store.LedgerRocksDb;
import dev.sluice.ledger.topology.output.Limits;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Every setting of Kafka Streams and its clients that matters here, set on purpose and with its reason, whatever the
 * version's defaults are.
 */
public final class StreamsSettings {

    /** The time for which an instance may be silent before another takes its partitions. */
    static final int SESSION_TIMEOUT_MS = 6_000;

    /** The time after which the broker aborts a transaction that is not ended. */
    static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private StreamsSettings() {}

    /**
     * The settings of one instance.
     *
     * @param instanceId this instance's name in the consumer group, kept over restarts
     */
    public static Properties of(LedgerConfig config, String instanceId) {
        var properties = new Properties();
        // First, so that nothing of these can undo what follows.
        properties.putAll(config.cluster().security());
        identity(properties, config, instanceId);
        connections(properties);
        transactions(properties, config);
        state(properties, config);
        consumers(properties);
        buffers(properties);
        producers(properties);
        durability(properties, config.durability());
        return properties;
    }

    private static void identity(Properties properties, LedgerConfig config, String instanceId) {
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.cluster().bootstrapServers());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.ledger().applicationId());
        // Shows in the broker's logs and quotas which instance it was.
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, config.ledger().applicationId() + "-" + instanceId);
        // Static membership: an instance that is back within the session timeout has its partitions at once (2.3 s
        // after a kill, against 39 s as an unknown member). Streams adds the thread's number.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instanceId);
        // The protocol with which static membership and these times were measured.
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // A changelog that is named by counting would lose its state when a store is added before it.
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    }

    private static void connections(Properties properties) {
        // A broker's machine that is gone does not even refuse a connection. While a client waits for one it asks
        // no other broker where partitions and coordinators are now; with the defaults of 10 s, and then 30 s, that
        // was most of an outage.
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_000L);
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 1_000L);
    }

    private static void transactions(Properties properties, LedgerConfig config) {
        // A request is applied once: input offset, stores, journal and reply are one transaction.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // At the longest: a thread that has nothing more to do commits at once (CommittedWhenQuiet). Each commit costs
        // the
        // threads together 5 to 6 ms of processor time, so a busy one commits seldom.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.engine().commitIntervalMs());
        // Readers, and an instance that takes over, wait so long for the transaction of one that died. Far above any
        // commit, and above the longest round of the sweep.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        // An infrastructure fault is retried for so long before the thread is replaced.
        properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, 60_000L);
    }

    private static void state(Properties properties, LedgerConfig config) {
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.engine().threads());
        // Beside the state, Streams keeps the process id here, which names its transactions over restarts.
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, config.instance().stateDir().toString());
        // No store is cached: LedgerStores tells why.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, LedgerRocksDb.class);
        properties.put(LedgerRocksDb.MEMORY_BYTES_CONFIG, (long) config.engine().storeMemoryMb() << 20);
        // A copy that is behind by no more than a second's work may take over at once.
        properties.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 10_000L);
        // New instances are given work soon after their copies are warm; ten minutes would be the default.
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L);
        // State that moved to another instance stays here for an hour, in case it comes back.
        properties.put(StreamsConfig.STATE_CLEANUP_DELAY_MS_CONFIG, 3_600_000L);
    }

    private static void consumers(Properties properties) {
        // Requests and exchange have no order between them, so neither waits for the other to have something. With any
        // other value a task would do nothing at all while one of them is held (HeldPartitions) and has more.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        // How often a thread that has nothing to do looks whether a turn in the background has come. While it has
        // something to commit it waits 2 ms for more (HoldingConsumer).
        properties.put(StreamsConfig.POLL_MS_CONFIG, 10L);
        // A thread that is stuck for so long is taken for dead, although it sends heartbeats.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 120_000);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), SESSION_TIMEOUT_MS / 3);
        // Other ledgers' and services' unfinished transactions are not requests.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        // A ledger whose offsets are lost reads again what there is; the memory of outcomes keeps it from being
        // done twice.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 1);
        // Topics never change here, but brokers move: half a minute is soon enough to hear of it.
        properties.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, 30_000L);
    }

    /**
     * What is read and not yet applied is bounded in bytes where it is fetched: a consumer has at most one fetch of each of its
     * partitions, and asks for the next when that is used up. Kafka Streams itself bounds what it buffers by number only, but a
     * thread works off what it has polled before it polls again, so there is nothing in its buffers that was not fetched so.
     */
    private static void buffers(Properties properties) {
        // As many requests as a commit takes at full speed many times over. A record that is larger comes alone: a
        // broker
        // gives the first whole, whatever its size.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 1024 * 1024);
        // One answer of a broker, of all partitions together: it is read as a whole before any of it can be used.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 16 * 1024 * 1024);
        // A tenth of a second's work of one partition; more would only take memory.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        // A partition with more than that is not read on. It comes to that only where work is cut short.
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 2_000);
    }

    private static void producers(Properties properties) {
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        // The broker may still be ending the last transaction when the next one's first batch comes, and has it
        // sent again (CONCURRENT_TRANSACTIONS): with a commit every few milliseconds the default of 100 ms would be a
        // stall. It doubles up to half a second.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5L);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 500L);
        // A batch that is sent behind one that the broker sends back comes out of order, as each transaction counts its
        // batches from 0 again, and both are sent in vain until the first is in. So none is sent before the last one
        // is in; a broker works off one request of a connection at a time anyway.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        // What is not in when its transaction has timed out can't be committed. So a batch is given up when that and
        // the
        // last request with it have, and Kafka Streams does its work again in another transaction. Streams' own default
        // under exactly_once_v2 is to send it again for 24 days.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), TRANSACTION_TIMEOUT_MS);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), 2 * TRANSACTION_TIMEOUT_MS);
        // A batch is sent when it is full, and what is left with the commit, which waits for no linger: nobody may read
        // it before that, and each batch costs a request, and buffers to compress it.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 50);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        // JSON shrinks to a fifth at little cost, on the wire and on the brokers' disks.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Limits.RECORD_BYTES_MAX);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 8L * Limits.RECORD_BYTES_MAX);
    }

    private static void durability(Properties properties, Durability durability) {
        // For the changelogs, which Streams makes itself.
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, durability.replicationFactor());
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                Integer.toString(durability.minInsyncReplicas()));
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                Integer.toString(Limits.RECORD_BYTES_MAX));
        TopicSettings.ofChangelogs()
                .forEach((setting, value) -> properties.put(StreamsConfig.topicPrefix(setting), value));
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, durability.standbyReplicas());
        properties.put(StreamsConfig.adminClientPrefix(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG), 15_000);
    }
}
