package dev.sluice.cli.kafka;

import java.util.function.Consumer;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what ends a broker. Kafka's standard is to halt the JVM on a fatal fault; here it is logged and the node is
 * told. Faults that Kafka itself calls not fatal are logged, as Kafka does.
 */
final class BrokerFaults implements FaultHandlerFactory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);

    private final Consumer<EmbeddedKafkaException> node;

    BrokerFaults(Consumer<EmbeddedKafkaException> node) {
        this.node = node;
    }

    void watchExits() {
        KafkaExits.reportTo(this);
    }

    void exitAsked(int status, @Nullable String message) {
        report("it asked to end the process" + (message == null ? "" : ", " + message) + ", status " + status, null);
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        if (!fatal) {
            return new LoggingFaultHandler(name, action);
        }
        return (failureMessage, cause) -> {
            action.run();
            return report("fault in " + name + ", " + failureMessage, cause);
        };
    }

    @Override
    public void close() {
        KafkaExits.forget(this);
    }

    private EmbeddedKafkaException report(String reason, @Nullable Throwable cause) {
        var failure = new EmbeddedKafkaException(
                ("The embedded Kafka cannot go on: %s%s. The log says why, just before this; "
                                + "most often the disk is full or the data folder is gone.")
                        .formatted(reason, cause == null ? "" : " (" + cause + ")"),
                cause);
        LOG.error(failure.getMessage(), cause);
        node.accept(failure);
        return failure;
    }
}
