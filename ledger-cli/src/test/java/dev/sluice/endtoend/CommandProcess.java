package dev.sluice.endtoend;

import dev.sluice.cli.Sluice;
import dev.sluice.cli.http.LedgerHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own, which can be killed. */
final class CommandProcess implements AutoCloseable {

    static final String API_KEY = "sk_test_of_a_process";

    private final Process process;
    private final BufferedReader output;
    private final List<String> printed = new ArrayList<>();

    private CommandProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static CommandProcess start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Sluice.class.getName()));
        command.addAll(List.of(arguments));
        return new CommandProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** {@code up}, when it has said that it is. */
    static CommandProcess up(Path folder) throws IOException {
        var node = start(
                "up",
                "--data",
                folder.toString(),
                "--http-port",
                "0",
                "--kafka-port",
                "0",
                "--health-port",
                "0",
                "--api-key",
                API_KEY);
        node.readUntil("To begin, paste:");
        return node;
    }

    LedgerHttp http(int connections) {
        return LedgerHttp.to(URI.create(address()), API_KEY, connections);
    }

    String address() {
        return field("HTTP");
    }

    String bootstrapServers() {
        return field("Kafka");
    }

    /** What {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What {@code kill} does. */
    int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("Expected the process to end, but it runs; it said " + printed);
        }
        return process.exitValue();
    }

    /** All that it says until it ends. */
    String readAll() throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            printed.add(line);
        }
        return String.join("\n", printed);
    }

    private void readUntil(String awaited) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            printed.add(line);
            if (line.contains(awaited)) {
                return;
            }
        }
        throw new AssertionError("Expected \"%s\", but the process said %s".formatted(awaited, printed));
    }

    private String field(String name) {
        return printed.stream()
                .map(String::strip)
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
