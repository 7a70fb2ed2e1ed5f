package dev.sluice.cli.bench.process;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A Java process with the flags and the class path of this one, which it talks with in lines. */
public final class ChildJvm implements AutoCloseable {

    private static final int STOP_SECONDS = 40;

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private final Thread hook;
    private final List<String> said = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
        this.hook = new Thread(process::destroy, "stop-child");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static ChildJvm start(Class<?> main, List<String> arguments) {
        return start(main, List.of(), arguments, Map.of());
    }

    /** @param flags beyond those that this process was started with */
    static ChildJvm start(Class<?> main, List<String> flags, List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flagsOfThis());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start());
        } catch (IOException notStarted) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    "Expected to start a Java process, but: " + notStarted.getMessage(),
                    notStarted);
        }
    }

    /** The flags that this process was started with: those of the launcher. */
    public static List<String> flagsOfThis() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent"))
                .toList();
    }

    /** That of this process, also where a test started it. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    public long pid() {
        return process.pid();
    }

    void say(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException ended) {
            throw gone();
        }
    }

    /** The next line that is like this, once it is said. */
    String readUntil(Predicate<String> wanted) {
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (wanted.test(line)) {
                    return line;
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        throw gone();
    }

    List<String> said() {
        return List.copyOf(said);
    }

    private CommandFailure gone() {
        var last = said.subList(Math.max(0, said.size() - 5), said.size());
        return new CommandFailure(
                ExitCode.STOPPED, "Expected a process of the benchmark to go on, but it ended; it said last: " + last);
    }

    /** What {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Its input ends, and it is asked to stop, as ctrl-C does. */
    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException gone) {
            // Then it has ended.
        }
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException shuttingDown) {
            // Then the hook does it.
        }
    }
}
