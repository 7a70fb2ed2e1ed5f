package dev.sluice.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.journal.JournalRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * An auditor of what the benchmark booked: reads the journal, and knows nothing else of the ledger. It goes on where it stopped,
 * so each entry is read once, after the measurement that made it.
 */
final class Books implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FAULTS_TOLD = 5;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String runPrefix;
    private final Map<Integer, String> lastHash = new HashMap<>();
    private final Map<String, BitSet> booked = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> balances = new HashMap<>();
    private final Map<String, BigDecimal> onTheWay = new TreeMap<>();
    private final Faults faults = new Faults();
    private long entries;

    /** Of the journal from now on. */
    Books(String bootstrapServers, String journal, String runPrefix) {
        this.runPrefix = runPrefix;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(journal).stream()
                .map(partition -> new TopicPartition(journal, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** The faults of the books: the first few, and how many there are. */
    static final class Faults {

        private final StringBuilder told = new StringBuilder();
        private long count;

        void add(String fault) {
            if (count++ < FAULTS_TOLD) {
                told.append(told.isEmpty() ? "" : "; ").append(fault);
            }
        }

        long count() {
            return count;
        }

        String told() {
            return told.toString();
        }
    }

    /** Reads what was booked since it was last asked. */
    void readOn() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::read);
        }
    }

    /** How many entries there were since the beginning. */
    long entries() {
        return entries;
    }

    Faults faults() {
        return faults;
    }

    /** How many different requests whose keys begin with this are in the journal. */
    long booked(String keys) {
        return booked.getOrDefault(keys, new BitSet()).cardinality();
    }

    /** What the postings add up to: by place, such as {@code account asset AVAILABLE}. */
    BigDecimal balance(String account, String asset, String bucket) {
        return balances.getOrDefault(account, Map.of()).getOrDefault(asset + " " + bucket, BigDecimal.ZERO);
    }

    /** What has left one partition and not arrived on another, by asset; nothing where each has. */
    Map<String, BigDecimal> onTheWay() {
        var left = new TreeMap<>(onTheWay);
        left.values().removeIf(sum -> sum.signum() == 0);
        return left;
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            var link = mapper.readTree(record.value());
            checkLink(record, link);
            var entry = link.path("entry");
            entries++;
            checkKey(entry);
            post(record, entry);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private void checkLink(ConsumerRecord<byte[], byte[]> record, JsonNode link) {
        var previous = lastHash.put(record.partition(), sha256(record.value()));
        var expected =
                previous == null && link.path("sequence").asLong() == 0 ? JournalRecord.FIRST_PREVIOUS_HASH : previous;
        if (expected != null && !expected.equals(link.path("previous_hash").asText())) {
            faults.add("the chain is broken at %d-%d".formatted(record.partition(), record.offset()));
        }
    }

    /** A transfer has an entry on each of its partitions; anything else has one. */
    private void checkKey(JsonNode entry) {
        var key = entry.path("idempotency_key").asText();
        if (!key.startsWith(runPrefix)) {
            return;
        }
        var numberAt = key.lastIndexOf('-') + 1;
        var number = key.substring(numberAt);
        if (!number.chars().allMatch(Character::isDigit)) {
            return;
        }
        var seen = booked.computeIfAbsent(key.substring(0, numberAt), keys -> new BitSet());
        var at = Integer.parseInt(number);
        if (seen.get(at) && !entry.path("type").asText().startsWith("TRANSFER")) {
            faults.add("%s is booked twice".formatted(key));
        }
        seen.set(at);
    }

    private void post(ConsumerRecord<byte[], byte[]> record, JsonNode entry) {
        var sums = new HashMap<String, BigDecimal>();
        for (var posting : entry.path("postings")) {
            var amount = new BigDecimal(posting.path("amount").asText());
            var asset = posting.path("asset_id").asText();
            sums.merge(asset, amount, BigDecimal::add);
            if (posting.hasNonNull("account_id")) {
                balances.computeIfAbsent(posting.path("account_id").asText(), account -> new HashMap<>())
                        .merge(asset + " " + posting.path("bucket").asText(), amount, BigDecimal::add);
            } else if (posting.path("system_account").asText().equals("SYSTEM_TRANSIT")) {
                onTheWay.merge(asset, amount, BigDecimal::add);
            }
        }
        sums.forEach((asset, sum) -> {
            if (sum.signum() != 0) {
                faults.add("%d-%d does not sum to zero but to %s %s"
                        .formatted(record.partition(), record.offset(), sum, asset));
            }
        });
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform must have SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
