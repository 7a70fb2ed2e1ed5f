package dev.sluice.ledger.runtime;

import dev.sluice.ledger.core.state.ReserveTerms;
import dev.sluice.ledger.runtime.LedgerConfig.Cluster;
import dev.sluice.ledger.runtime.LedgerConfig.Durability;
import dev.sluice.ledger.runtime.LedgerConfig.Engine;
import dev.sluice.ledger.runtime.LedgerConfig.Instance;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.schema.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings as environment variables, which is how containers are told. Durations are ISO 8601: {@code P7D}, {@code PT1S}. */
final class LedgerEnvironment {

    private static final int PARTITIONS_DEFAULT = 32;
    private static final String STATE_DIR_DEFAULT = "/var/lib/sluice";
    private static final String KAFKA = "SLUICE_KAFKA_";
    private static final Duration RETENTION_MAX = Duration.ofDays(36_525);
    private static final String BOOTSTRAP_SERVERS = KAFKA + "BOOTSTRAP_SERVERS";

    private final Map<String, String> environment;

    LedgerEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    LedgerConfig config() {
        return new LedgerConfig(
                cluster(),
                ledger(PARTITIONS_DEFAULT),
                durability(),
                engine(Runtime.getRuntime().availableProcessors()),
                instance());
    }

    private Cluster cluster() {
        return new Cluster(
                text(BOOTSTRAP_SERVERS)
                        .orElseThrow(() -> new IllegalArgumentException(
                                BOOTSTRAP_SERVERS + ": Expected the addresses of Kafka, but it is not set")),
                security());
    }

    TopologySettings ledger(int partitionsDefault) {
        return new TopologySettings(
                text("SLUICE_TOPIC_PREFIX").orElse(TopologySettings.TOPIC_PREFIX_DEFAULT),
                number("SLUICE_PARTITIONS", partitionsDefault),
                new Retention(retention("SLUICE_OUTCOME_RETENTION", Retention.DEFAULT.outcomes()), finishedRetention()),
                new Sweep(
                        truth("SLUICE_SWEEP_ENABLED", Sweep.DEFAULT.enabled()),
                        duration("SLUICE_SWEEP_INTERVAL", Sweep.DEFAULT.interval()),
                        number("SLUICE_SWEEP_ITEMS_MAX", Sweep.DEFAULT.itemsMax()),
                        duration("SLUICE_SWEEP_TIME", Sweep.DEFAULT.time())),
                new Backlog(
                        number("SLUICE_BACKLOG_POSTINGS_MAX", Backlog.DEFAULT.postingsMax()),
                        number("SLUICE_BACKLOG_ROWS_MAX", Backlog.DEFAULT.rowsMax()),
                        duration("SLUICE_BACKLOG_INTERVAL", Backlog.DEFAULT.interval())),
                reserves(),
                truth("SLUICE_WRITE_TOPIC_ENABLED", false));
    }

    private ReserveTerms reserves() {
        return new ReserveTerms(
                duration("SLUICE_RESERVE_DAY", ReserveTerms.DEFAULT.day()),
                number("SLUICE_RESERVE_DAYS_MIN", ReserveTerms.DEFAULT.daysMin()),
                number("SLUICE_RESERVE_DAYS_MAX", ReserveTerms.DEFAULT.daysMax()));
    }

    private Durability durability() {
        var replicationFactor = number("SLUICE_REPLICATION_FACTOR", Durability.PRODUCTION.replicationFactor());
        // One less than there are copies, so that one broker may be down; with one copy there is none to spare.
        var minInsyncReplicas = Math.max(1, replicationFactor - 1);
        return new Durability(
                replicationFactor,
                number(
                        "SLUICE_MIN_INSYNC_REPLICAS",
                        Math.min(minInsyncReplicas, Durability.PRODUCTION.minInsyncReplicas())),
                number("SLUICE_STANDBY_REPLICAS", Durability.PRODUCTION.standbyReplicas()));
    }

    Engine engine(int threadsDefault) {
        return new Engine(
                number("SLUICE_THREADS", threadsDefault),
                number("SLUICE_COMMIT_INTERVAL_MS", Engine.COMMIT_INTERVAL_MS_DEFAULT),
                number("SLUICE_STORE_MEMORY_MB", Engine.STORE_MEMORY_MB_DEFAULT),
                duration("SLUICE_CLOCK_TOLERANCE", Engine.CLOCK_TOLERANCE_DEFAULT));
    }

    private Instance instance() {
        return new Instance(
                Path.of(text("SLUICE_STATE_DIR").orElse(STATE_DIR_DEFAULT)),
                text("SLUICE_INSTANCE_ID"),
                number("SLUICE_HEALTH_PORT", Instance.HEALTH_PORT_DEFAULT));
    }

    /** {@code SLUICE_KAFKA_SASL_JAAS_CONFIG} becomes {@code sasl.jaas.config}, and so on for all of these families. */
    private Map<String, String> security() {
        var security = new HashMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA) && !name.equals(BOOTSTRAP_SERVERS)) {
                var setting =
                        name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.');
                if (!setting.startsWith("security.") && !setting.startsWith("ssl.") && !setting.startsWith("sasl.")) {
                    throw new IllegalArgumentException(name
                            + ": Expected a name that begins with %1$sSECURITY_, %1$sSSL_ or %1$sSASL_"
                                    .formatted(KAFKA));
                }
                security.put(setting, value);
            }
        });
        return security;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A refused transfer gives back the very lots, so they are known for as long as a transfer may be on its way. */
    private Duration finishedRetention() {
        var name = "SLUICE_FINISHED_RETENTION";
        var retention = retention(name, Retention.DEFAULT.finished());
        var exchange = Topic.EXCHANGE.retention().orElseThrow();
        if (retention.compareTo(exchange) < 0) {
            throw new IllegalArgumentException("%s: Expected at least %s, as long as the exchange is kept, but got %s"
                    .formatted(name, exchange, retention));
        }
        return retention;
    }

    /** Bounded, since the ledger counts back from now by it, and no time reaches back without end. */
    private Duration retention(String name, Duration otherwise) {
        var retention = duration(name, otherwise);
        if (retention.compareTo(RETENTION_MAX) > 0) {
            throw new IllegalArgumentException(
                    "%s: Expected at most %s, a hundred years, but got %s".formatted(name, RETENTION_MAX, retention));
        }
        return retention;
    }

    private int number(String name, int otherwise) {
        return read(name, "a whole number", Integer::valueOf).orElse(otherwise);
    }

    private boolean truth(String name, boolean otherwise) {
        return read(name, "true or false", LedgerEnvironment::truth).orElse(otherwise);
    }

    private Duration duration(String name, Duration otherwise) {
        return read(name, "a duration such as PT1S or P7D", Duration::parse).orElse(otherwise);
    }

    private <T> Optional<T> read(String name, String expected, Function<String, T> reader) {
        try {
            return text(name).map(reader);
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            throw new IllegalArgumentException(
                    "%s: Expected %s, but got %s"
                            .formatted(name, expected, text(name).orElse("")),
                    unreadable);
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Expected true or false");
        };
    }
}
