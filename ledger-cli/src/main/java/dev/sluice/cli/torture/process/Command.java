package dev.sluice.cli.torture.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the operating system that is run to its end. */
final class Command {

    private static final int PATIENCE_SECONDS = 60;

    private Command() {}

    /**
     * Returns what it said.
     *
     * @throws CommandFailedException where it can't be run, or ends with another code than 0
     */
    static String run(String... words) {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new CommandFailedException(words, "it did not end");
            }
            if (process.exitValue() != 0) {
                throw new CommandFailedException(words, "it ended with %d: %s".formatted(process.exitValue(), said));
            }
            return said;
        } catch (IOException absent) {
            throw new CommandFailedException(words, String.valueOf(absent.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(words, "this process is stopping");
        }
    }

    static boolean works(String... words) {
        try {
            var unused = run(words);
            return true;
        } catch (CommandFailedException doesNot) {
            return false;
        }
    }

    /** A command that did not do what it was to do. */
    static final class CommandFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CommandFailedException(String[] words, String reason) {
            super("Expected \"%s\" to work, but %s".formatted(String.join(" ", List.of(words)), reason));
        }
    }
}
