package dev.sluice.cli.bench.process;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node as {@code ./sluice up} starts it, with all its defaults but for the ports, and without history: what writes the past beside the
 * ledger is measured by itself.
 */
public final class NodeProcess implements AutoCloseable {

    private static final String API_KEY = "sk_benchmark";

    private final ChildJvm process;

    private NodeProcess(ChildJvm process) {
        this.process = process;
    }

    /** The ports on which a node listens. */
    public record Ports(int http, int kafka) {

        /** Two that are free now. */
        public static Ports free() {
            try (var first = new ServerSocket(0);
                    var second = new ServerSocket(0)) {
                return new Ports(first.getLocalPort(), second.getLocalPort());
            } catch (IOException none) {
                throw new CommandFailure(ExitCode.CANNOT_START, "Expected two free ports, but got none", none);
            }
        }
    }

    /**
     * Returns when the node has answered its first question.
     *
     * @param ports of Kafka and HTTP, so that who called it before finds it again
     * @param environment as the ledger's settings are given
     */
    public static NodeProcess start(Path folder, Ports ports, Map<String, String> environment) {
        var flags = new ArrayList<String>();
        if (ChildJvm.flagsOfThis().stream().anyMatch(flag -> flag.startsWith("-XX:SharedArchiveFile="))) {
            // As the launcher does for a node.
            flags.add("-XX:+AutoCreateSharedArchive");
        }
        var arguments = List.of(
                "up",
                "--data",
                folder.toString(),
                "--http-port",
                Integer.toString(ports.http()),
                "--kafka-port",
                Integer.toString(ports.kafka()),
                "--health-port",
                "0",
                "--api-key",
                API_KEY,
                "--history",
                "none");
        var node = new NodeProcess(ChildJvm.start(Sluice.class, flags, arguments, environment));
        node.process.readUntil(line -> line.startsWith("To begin"));
        return node;
    }

    public String bootstrapServers() {
        return field("Kafka");
    }

    public URI url() {
        return URI.create(field("HTTP"));
    }

    public String apiKey() {
        return API_KEY;
    }

    public long pid() {
        return process.pid();
    }

    /** What {@code kill -9} does. */
    public void kill() {
        process.kill();
    }

    private String field(String name) {
        return process.said().stream()
                .map(String::strip)
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.close();
    }
}
