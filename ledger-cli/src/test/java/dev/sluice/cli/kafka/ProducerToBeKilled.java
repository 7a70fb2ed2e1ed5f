package dev.sluice.cli.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A process of its own with a node in it, which writes until it is killed. It prints each value once the broker has
 * acknowledged it, so what can be read of its output is what the broker had promised to keep.
 *
 * <p>Arguments: the data folder, the topic, a prefix for the values, and a transactional id if it is to write in
 * transactions; then the values are printed once their transaction is committed.
 */
final class ProducerToBeKilled {

    private static final int IN_FLIGHT_MAX = 1_000;
    /** Begins each line that counts, since a log may go to the same output. */
    static final String PROMISE = "acknowledged ";

    static final String SEPARATOR = ".";
    static final int RECORDS_A_TRANSACTION = 5;

    private ProducerToBeKilled() {}

    public static void main(String[] arguments) throws Exception {
        var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(Path.of(arguments[0])));
        var topic = arguments[1];
        var prefix = arguments[2];
        if (arguments.length > 3) {
            writeTransactions(kafka, topic, prefix, arguments[3]);
        } else {
            write(kafka, topic, prefix);
        }
    }

    private static void write(EmbeddedKafka kafka, String topic, String prefix) throws InterruptedException {
        var free = new Semaphore(IN_FLIGHT_MAX);
        try (var producer = Clients.producer(kafka)) {
            for (var number = 0; ; number++) {
                var value = prefix + number;
                free.acquire();
                var unused = producer.send(new ProducerRecord<>(topic, value, value), (metadata, failure) -> {
                    if (failure == null) {
                        promise(value);
                    } else {
                        failure.printStackTrace();
                    }
                    free.release();
                });
            }
        }
    }

    private static void writeTransactions(EmbeddedKafka kafka, String topic, String prefix, String transactionalId) {
        try (var producer = Clients.transactionalProducer(kafka, transactionalId)) {
            producer.initTransactions();
            for (var number = 0; ; number++) {
                var values = valuesOfTransaction(prefix, number);
                producer.beginTransaction();
                for (var value : values) {
                    // Whether it was written is told by the commit.
                    var unused = producer.send(new ProducerRecord<>(topic, value, value));
                }
                producer.commitTransaction();
                values.forEach(ProducerToBeKilled::promise);
            }
        }
    }

    private static void promise(String value) {
        System.out.println(PROMISE + value);
    }

    private static List<String> valuesOfTransaction(String prefix, int number) {
        return IntStream.range(0, RECORDS_A_TRANSACTION)
                .mapToObj(record -> prefix + number + SEPARATOR + record)
                .toList();
    }
}
