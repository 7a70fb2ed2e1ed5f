package dev.sluice.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    @Test
    void each_setting_is_one_that_kafka_knows() {
        try (var sockets = ListeningSockets.bind(0)) {
            var settings = BrokerSettings.of(Path.of("log"), sockets);

            assertThat(KafkaConfig.configDef().names()).containsAll(settings.keySet());
        }
    }

    @Test
    void nothing_listens_beyond_the_loopback_address() {
        try (var sockets = ListeningSockets.bind(0)) {
            var settings = BrokerSettings.of(Path.of("log"), sockets);

            assertThat(settings.get("listeners").split(","))
                    .hasSize(2)
                    .allSatisfy(listener -> assertThat(listener).contains("://127.0.0.1:"));
        }
    }
}
