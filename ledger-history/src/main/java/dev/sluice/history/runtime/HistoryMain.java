package dev.sluice.history.runtime;

import dev.sluice.history.writer.HistoryWriter;
import dev.sluice.history.writer.WriterStatus;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer of history as a process of its own. It is told by its environment, and stops cleanly when it is asked to. */
public final class HistoryMain {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryMain.class);

    private static final int EXIT_WRONG_SETTING = 2;

    private HistoryMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var environment = new HistoryEnvironment(System.getenv());
        try {
            serve(environment);
        } catch (IllegalArgumentException wrong) {
            // Its message is for people; where in the code it came from helps nobody.
            LOG.error("{}", wrong.getMessage());
            System.exit(EXIT_WRONG_SETTING);
        }
    }

    private static void serve(HistoryEnvironment environment) throws InterruptedException {
        var config = environment.config();
        LOG.info("Writing {} to {}", config.journal(), config.database());
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        var status = new WriterStatus(meters);
        try (var writer = HistoryWriter.start(config, status);
                var health = HistoryHealth.start(environment.healthPort(), status, writer, meters::scrape)) {
            LOG.info("Health and metrics on port {}", health.port());
            Runtime.getRuntime().addShutdownHook(new Thread(writer::close, "stop"));
            writer.join();
        }
    }
}
