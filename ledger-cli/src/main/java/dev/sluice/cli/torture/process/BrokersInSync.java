package dev.sluice.cli.torture.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The question whether every broker is back, and has what the others have. */
final class BrokersInSync implements AutoCloseable {

    private static final int PATIENCE_MS = 5_000;
    private static final List<String> TOPICS =
            List.of("ledger.requests", "ledger.journal", "__transaction_state", "__consumer_offsets");

    private final Admin admin;

    BrokersInSync(String bootstrapServers) {
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MS / 2));
    }

    boolean areAll() throws InterruptedException {
        try {
            return admin
                    .describeTopics(TOPICS)
                    .allTopicNames()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        } catch (ExecutionException | TimeoutException notNow) {
            return false;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
