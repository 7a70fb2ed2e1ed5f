package dev.sluice.cli.torture.process;

import dev.sluice.cli.bench.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the cluster. It can be killed, frozen and started again; what it logs is kept over all its lives. */
final class ServerProcess {

    private static final int STOP_SECONDS = 30;

    /** For a broker, a ledger and a gateway alike: many share a small machine, and none of them lives long. */
    private static final List<String> FLAGS = List.of(
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlogback.configurationFile=dev/sluice/cli/torture/process-logback.xml");

    private final Machine machine;
    private final Path log;
    private final Start start;
    private @Nullable Process process;

    /** That it is to run: one that ends all the same is started again. */
    private boolean wanted;

    /**
     * The program that is started.
     *
     * @param main the class
     */
    record Start(Class<?> main, List<String> arguments, Map<String, String> environment) {}

    ServerProcess(Machine machine, Path log, Start start) {
        this.machine = machine;
        this.log = log;
        this.start = start;
    }

    Machine machine() {
        return machine;
    }

    String name() {
        return machine.name();
    }

    synchronized void start() {
        wanted = true;
        var builder = new ProcessBuilder(command()).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(start.environment());
        machine.clock().ifPresent(clock -> builder.environment().putAll(clock.environment()));
        try {
            process = builder.start();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        // It becomes the command that it runs, so that signals reach that one.
        machine.place().ifPresent(place -> command.addAll(List.of("ip", "netns", "exec", place.namespace())));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ChildJvm.flagsOfThis());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", ChildJvm.classPath(), start.main().getName()));
        command.addAll(start.arguments());
        return command;
    }

    /** What {@code kill -9} does. */
    synchronized void kill() {
        wanted = false;
        if (process != null) {
            awaitEnd(process.destroyForcibly());
        }
    }

    /** What {@code kill} does. */
    synchronized void stop() {
        wanted = false;
        if (process != null) {
            process.destroy();
            awaitEnd(process);
        }
    }

    synchronized void freeze() {
        signal("-STOP");
    }

    synchronized void thaw() {
        signal("-CONT");
    }

    /** True where it ended by itself. */
    synchronized boolean startAgainIfEnded() {
        if (!wanted || process == null || process.isAlive()) {
            return false;
        }
        start();
        return true;
    }

    private void signal(String signal) {
        if (process != null && process.isAlive()) {
            Command.run("kill", signal, Long.toString(process.pid()));
        }
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                var unused = process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
