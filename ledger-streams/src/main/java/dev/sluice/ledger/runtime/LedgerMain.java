package dev.sluice.ledger.runtime;

import dev.sluice.ledger.topology.TopologySettings;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger as a process of its own. It is told by its environment, and stops cleanly when it is asked to. */
public final class LedgerMain {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerMain.class);

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_WRONG_SETTING = 2;

    private LedgerMain() {}

    public static void main(String[] arguments) {
        System.exit(run());
    }

    private static int run() {
        try {
            return serve(LedgerConfig.fromEnvironment(System.getenv()));
        } catch (IllegalArgumentException | TopicSetup.MismatchException wrong) {
            // Its message is for people; where in the code it came from helps nobody.
            LOG.error("{}", wrong.getMessage());
            return EXIT_WRONG_SETTING;
        } catch (KafkaException failed) {
            LOG.error("The ledger could not start", failed);
            return EXIT_FAILED;
        }
    }

    private static int serve(LedgerConfig config) {
        TopologySettings ledger = config.ledger();
        LOG.info("Starting {} with {} partitions on {}", ledger.applicationId(), ledger.partitions(), config.cluster());
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Streams names the metrics of both kinds of store alike and tags them differently, which Prometheus refuses.
        meters.config().meterFilter(MeterFilter.deny(id -> id.getTag("rocksdb.window.state.id") != null));
        var health = new Health();
        try (var gc = new JvmGcMetrics();
                // Answers from the start on, so that a platform sees an instance that waits for its broker as alive.
                var server = HealthServer.start(
                        new InetSocketAddress(config.instance().healthPort()), health, Optional.of(meters::scrape))) {
            gc.bindTo(meters);
            new JvmMemoryMetrics().bindTo(meters);
            new ProcessorMetrics().bindTo(meters);
            LOG.info("Health and metrics on port {}", server.port());
            var runtime = LedgerRuntime.start(config, meters);
            health.startedAs(runtime);
            Runtime.getRuntime().addShutdownHook(new Thread(runtime::close, "stop"));
            return runtime.stopped().join() == KafkaStreams.State.ERROR ? EXIT_FAILED : 0;
        }
    }
}
