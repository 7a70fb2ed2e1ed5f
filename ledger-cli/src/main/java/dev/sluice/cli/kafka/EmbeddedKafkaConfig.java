package dev.sluice.cli.kafka;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The settings of the embedded broker: its data folder, its port, and the listener that hears of a failure.
 *
 * @param folder made if it is missing; one process at a time may use it
 * @param port on 127.0.0.1, from 1 to 65535, or 0 for a free one that may differ at each start
 * @param onFailure called at most once, on a thread of the broker, when a running broker can no longer serve, as with a
 *     full disk. It must not close the node on that thread, since closing waits for it; hand that to another thread
 */
public record EmbeddedKafkaConfig(Path folder, int port, Consumer<EmbeddedKafkaException> onFailure) {

    private static final int PORT_MAX = 65_535;
    private static final int FAILURE_EXIT_CODE = 1;

    public EmbeddedKafkaConfig {
        folder = folder.toAbsolutePath().normalize();
        // Kafka reads the setting as a list, and has no way to escape a comma.
        if (folder.toString().contains(",")) {
            throw new IllegalArgumentException("Expected a folder with no comma in its path, but got " + folder);
        }
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("Expected a port from 0 to %d, but got %d".formatted(PORT_MAX, port));
        }
    }

    /** Any free port; a fatal fault of the broker ends the process with a message. */
    public static EmbeddedKafkaConfig in(Path folder) {
        return new EmbeddedKafkaConfig(folder, 0, EmbeddedKafkaConfig::endTheProcess);
    }

    public EmbeddedKafkaConfig withPort(int newPort) {
        return new EmbeddedKafkaConfig(folder, newPort, onFailure);
    }

    public EmbeddedKafkaConfig withOnFailure(Consumer<EmbeddedKafkaException> newOnFailure) {
        return new EmbeddedKafkaConfig(folder, port, newOnFailure);
    }

    /**
     * Without its only broker a process can neither serve nor stop in order: each client would wait for a broker that
     * is gone. So this halts, which loses nothing that a forced kill would not.
     */
    private static void endTheProcess(EmbeddedKafkaException failure) {
        System.err.println(failure.getMessage());
        Runtime.getRuntime().halt(FAILURE_EXIT_CODE);
    }
}
