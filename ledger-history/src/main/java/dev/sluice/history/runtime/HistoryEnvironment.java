package dev.sluice.history.runtime;

import dev.sluice.history.HistoryConfig;
import dev.sluice.history.HistoryDatabase;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings as environment variables, which is how containers are told; those of Kafka are the ledger's. */
final class HistoryEnvironment {

    static final int HEALTH_PORT_DEFAULT = 8083;

    private static final String KAFKA = "SLUICE_KAFKA_";
    private static final String BOOTSTRAP_SERVERS = KAFKA + "BOOTSTRAP_SERVERS";

    private final Map<String, String> environment;

    HistoryEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    HistoryConfig config() {
        return new HistoryConfig(
                kafka(),
                text("SLUICE_TOPIC_PREFIX").orElse("ledger."),
                new HistoryDatabase(
                        required("SLUICE_HISTORY_JDBC_URL", "the JDBC URL of a PostgreSQL"),
                        text("SLUICE_HISTORY_USER").orElse("history_writer"),
                        text("SLUICE_HISTORY_PASSWORD").orElse(""),
                        text("SLUICE_HISTORY_SCHEMA").orElse(HistoryDatabase.SCHEMA_DEFAULT)),
                number("SLUICE_HISTORY_THREADS", Runtime.getRuntime().availableProcessors()),
                number("SLUICE_HISTORY_BATCH_MAX", HistoryConfig.BATCH_MAX_DEFAULT));
    }

    int healthPort() {
        return number("SLUICE_HEALTH_PORT", HEALTH_PORT_DEFAULT);
    }

    /** {@code SLUICE_KAFKA_SASL_JAAS_CONFIG} becomes {@code sasl.jaas.config}, and so on. */
    private Map<String, String> kafka() {
        var settings = new HashMap<String, String>();
        settings.put("bootstrap.servers", required(BOOTSTRAP_SERVERS, "the addresses of Kafka"));
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA) && !name.equals(BOOTSTRAP_SERVERS)) {
                settings.put(
                        name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return settings;
    }

    private String required(String name, String what) {
        return text(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("%s: Expected %s, but it is not set".formatted(name, what)));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private int number(String name, int otherwise) {
        try {
            return text(name).map(Integer::valueOf).orElse(otherwise);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(
                    "%s: Expected a whole number, but got %s"
                            .formatted(name, text(name).orElse("")),
                    notOne);
        }
    }
}
