package dev.sluice.cli.torture.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;

/** The folder of one broker: its settings, which are those of the compose file, and its formatted logs. */
final class BrokerFolder {

    static final int CLIENTS_PORT = 9092;
    static final int CONTROLLER_PORT = 9093;

    private static final String CLUSTER_ID = "dG9ydHVyZS1vZi1zbHVpYw";

    private BrokerFolder() {}

    /**
     * A broker, which is its own controller too.
     *
     * @param id from 1 on
     */
    record Node(int id, String address, int clientsPort, int controllerPort) {

        String clients() {
            return address + ":" + clientsPort;
        }

        String controller() {
            return address + ":" + controllerPort;
        }
    }

    /** Makes the folder of a broker, and gives the file that it is started with. */
    static Path prepare(Path folder, Node node, Iterable<Node> all) {
        var logs = folder.resolve("log");
        try {
            Files.createDirectories(logs);
            var settings = settings(logs, node, all);
            var file = folder.resolve("server.properties");
            try (var out = Files.newBufferedWriter(file)) {
                settings.store(out, null);
            }
            new Formatter()
                    .setNodeId(node.id())
                    .setClusterId(CLUSTER_ID)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(logs.toString())
                    .addDirectory(logs.toString())
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
            return file;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (Exception impossible) {
            throw new IllegalStateException("Expected %s to be formatted for Kafka".formatted(logs), impossible);
        }
    }

    private static Properties settings(Path logs, Node node, Iterable<Node> all) {
        var settings = new Properties();
        var voters = new StringBuilder();
        var count = 0;
        for (var other : all) {
            voters.append(count++ == 0 ? "" : ",")
                    .append(other.id())
                    .append('@')
                    .append(other.controller());
        }
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node.id()));
        settings.put("controller.quorum.voters", voters.toString());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("listeners", "CLIENTS://%s,CONTROLLER://%s".formatted(node.clients(), node.controller()));
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", logs.toString());
        copies(settings, Math.min(count, 3));
        quickToNoticeADeath(settings);
        small(settings);
        return settings;
    }

    private static void copies(Properties settings, int copies) {
        var inSync = Integer.toString(Math.max(1, copies - 1));
        for (var topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", Integer.toString(copies));
        }
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("share.coordinator.state.topic.min.isr", inSync);
        settings.put("default.replication.factor", Integer.toString(copies));
        settings.put("min.insync.replicas", inSync);
    }

    /** The reasons are in the compose file and in docs/operations.md. */
    private static void quickToNoticeADeath(Properties settings) {
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("socket.connection.setup.timeout.ms", "1000");
        settings.put("socket.connection.setup.timeout.max.ms", "1000");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        settings.put("add.partitions.to.txn.retry.backoff.ms", "5");
        settings.put("add.partitions.to.txn.retry.backoff.max.ms", "1000");
        settings.put("group.initial.rebalance.delay.ms", "500");
    }

    private static void small(Properties settings) {
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.num.partitions", "6");
        settings.put("transaction.state.log.num.partitions", "6");
        settings.put("share.coordinator.state.topic.num.partitions", "2");
        settings.put("offsets.topic.segment.bytes", "4194304");
        settings.put("transaction.state.log.segment.bytes", "4194304");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("log.segment.bytes", "16777216");
        settings.put("log.cleaner.dedupe.buffer.size", "16777216");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "4");
    }
}
