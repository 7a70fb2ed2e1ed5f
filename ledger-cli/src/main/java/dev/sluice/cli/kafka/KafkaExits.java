package dev.sluice.cli.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Kafka and the end of the JVM.
 *
 * <p>In a few places, a failed log folder above all, the broker ends the JVM by itself through {@link Exit} and tells
 * nobody. The procedures behind it are one set for the whole JVM and don't know which broker calls them, so each node
 * that runs is told. Kafka offers them for its own tests; there is no other way to stay in charge of our process.
 */
final class KafkaExits {

    private static final Set<BrokerFaults> WATCHERS = ConcurrentHashMap.newKeySet();

    private KafkaExits() {}

    /** To be called before any class of Kafka's server is used: one of them registers its hook as it is loaded. */
    static void takeOver() {
        Exit.setExitProcedure(KafkaExits::refuse);
        Exit.setHaltProcedure(KafkaExits::refuse);
        // Kafka's one hook takes its metrics out of JMX, which goes away with the JVM anyway; hooks run in no order, so
        // the fewer there are beside that of the command line, the better.
        Exit.setShutdownHookAdder((name, action) -> {});
    }

    static void reportTo(BrokerFaults watcher) {
        WATCHERS.add(watcher);
    }

    static void forget(BrokerFaults watcher) {
        WATCHERS.remove(watcher);
    }

    /** Throws, because Kafka's code counts on an exit that does not return. */
    private static void refuse(int status, @Nullable String message) {
        WATCHERS.forEach(watcher -> watcher.exitAsked(status, message));
        throw new EmbeddedKafkaException("Kafka asked to end the process, status " + status + ".");
    }
}
