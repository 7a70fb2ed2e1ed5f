package dev.sluice.cli.torture.load;

import dev.sluice.cli.torture.load.Cast.Asset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Another service that writes to the topic itself, and to any partition: most of its requests are on the wrong one. It asks for
 * no reply; what became of its keys is asked over HTTP at the end, where the same key means the same.
 */
final class DirectProducer implements AutoCloseable {

    private static final String REQUESTS = "ledger.requests";
    private static final int BETWEEN_MS = 250;

    private final Random random;
    private final int partitions;
    private final Calls calls;
    private final Outcomes outcomes;
    private final KafkaProducer<byte[], byte[]> producer;

    DirectProducer(String bootstrapServers, int partitions, Random random, Calls calls, Outcomes outcomes) {
        this.random = random;
        this.partitions = partitions;
        this.calls = calls;
        this.outcomes = outcomes;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        // It gives up, too: whether the request is there is then not known.
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        2_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        8_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        2_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void produceWhile(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            produce();
            try {
                TimeUnit.MILLISECONDS.sleep(1 + random.nextInt(2 * BETWEEN_MS));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Sometimes the same again, on yet another partition. */
    private void produce() {
        var account = Cast.account(Cast.anybody(random));
        var isHold = random.nextBoolean();
        var key = calls.newKey("direct");
        var fields = "%s,%s".formatted(Asset.POINTS.fields(), Calls.amount(random, 500));
        outcomes.offered(Call.command(
                "produced directly",
                Cast.operation(account, isHold ? "hold" : "adjust"),
                isHold ? "{%s}".formatted(fields) : "{\"type\":\"CREDIT\",%s}".formatted(fields),
                key));
        var value = "{\"type\":\"%s\",\"version\":1,\"account_id\":\"%s\",\"idempotency_key\":\"%s\",%s}"
                .formatted(isHold ? "hold" : "credit", account, key, fields);
        try {
            send(account.toString(), value);
        } catch (InterruptException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(String account, String value) {
        for (var times = random.nextInt(3); times >= 0; times--) {
            var unused = producer.send(
                    new ProducerRecord<>(REQUESTS, random.nextInt(partitions), bytes(account), bytes(value)),
                    (place, failure) ->
                            outcomes.count(failure == null ? "produced directly" : "not known to be produced"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
