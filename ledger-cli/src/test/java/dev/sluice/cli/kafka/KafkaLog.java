package dev.sluice.cli.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** The warnings and errors of some of Kafka's classes, from when it is opened until it is closed; nobody else gets them meanwhile. */
public final class KafkaLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    /** A producer's answers from the broker that were not to its liking. */
    public static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";

    /** What a broker could not write, where it is in this process. */
    public static final String REPLICAS = "kafka.server.ReplicaManager";

    /** The tasks that a thread of Kafka Streams lost or had to begin anew. */
    public static final String STREAM_THREAD = "org.apache.kafka.streams.processor.internals.StreamThread";

    /** The records that a task of Kafka Streams could not write. */
    public static final String RECORD_COLLECTOR = "org.apache.kafka.streams.processor.internals.RecordCollectorImpl";

    private final Map<Logger, Optional<Level>> levelsBefore = new HashMap<>();
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();

    private KafkaLog() {}

    public static KafkaLog of(String... loggers) {
        var log = new KafkaLog();
        log.start();
        for (var name : loggers) {
            var logger = (Logger) LoggerFactory.getLogger(name);
            log.levelsBefore.put(logger, Optional.ofNullable(logger.getLevel()));
            logger.setLevel(Level.WARN);
            logger.setAdditive(false);
            logger.addAppender(log);
        }
        return log;
    }

    public List<String> messagesWith(String part) {
        return messages.stream().filter(message -> message.contains(part)).toList();
    }

    @Override
    protected void append(ILoggingEvent event) {
        var said = new ArrayList<>(List.of(event.getFormattedMessage()));
        if (event.getThrowableProxy() != null) {
            said.add(event.getThrowableProxy().getClassName());
            said.add(event.getThrowableProxy().getMessage());
        }
        messages.add(String.join(" ", said));
    }

    @Override
    public void close() {
        levelsBefore.forEach((logger, level) -> {
            logger.detachAppender(this);
            logger.setAdditive(true);
            logger.setLevel(level.orElse(null));
        });
        stop();
    }
}
