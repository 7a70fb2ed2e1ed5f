package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.value.InventoryMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Stripe's own library for Node.js, at the version that the lock file pins, pointed at a node. What it is asked to do and must find
 * is in {@code src/test/node}. Skipped, and said so, where the machine has no Node.js or the package can't be had.
 */
class StripeNodeIT {

    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node");
    private static final List<String> NOT_REACHED =
            List.of("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "network");
    private static final int NODE_MIN = 20;

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    /** The exit code of a program, and its output. */
    private record Ended(int code, String output) {}

    @Test
    void reserves_work_as_stripes_library_expects_them_to() throws Exception {
        skipUnless(isThere("node") && isThere("npm"), "no node and npm of version %d or later".formatted(NODE_MIN));
        install();
        var caller = ledger.caller();
        var value = caller.newValue(InventoryMode.LOT);
        var shop = caller.newParticipantWith(value, "600.00", "400.00");

        var ended = run(
                Map.of(
                        "SLUICE_ADDRESS", ledger.uri().toString(),
                        "SLUICE_KEY", LedgerUnderTest.API_KEY,
                        "SLUICE_ACCOUNT", shop.toString(),
                        "SLUICE_CURRENCY", value.symbol().toLowerCase(Locale.ROOT)),
                "node",
                "--test",
                "--test-reporter=spec",
                "reserves.test.js");

        assertThat(ended.code()).as(ended.output()).isZero();
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try {
            var ended = run(Map.of(), program, "--version");
            return ended.code() == 0
                    && (!program.equals("node") || majorOf(ended.output().strip()) >= NODE_MIN);
        } catch (IOException notFound) {
            return false;
        }
    }

    private static int majorOf(String version) {
        return Integer.parseInt(version.substring(1, version.indexOf('.')));
    }

    private static void install() throws IOException, InterruptedException {
        for (var name : List.of("package.json", "package-lock.json", "reserves.js", "reserves.test.js")) {
            Files.copy(SOURCES.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        var ended = run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        skipUnless(
                ended.code() == 0 || NOT_REACHED.stream().noneMatch(ended.output()::contains),
                "the registry of npm can't be reached");
        assertThat(ended.code()).as(ended.output()).isZero();
    }

    private static void skipUnless(boolean holds, String reason) {
        if (!holds) {
            System.out.println("The test with Stripe's library for Node.js is skipped: " + reason);
        }
        Assumptions.assumeTrue(holds, reason);
    }

    private static Ended run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var output = FOLDER.resolve(command[0] + ".log");
        var builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                throw new AssertionError(
                        "Expected %s to end, but it runs; it said %s".formatted(command[0], Files.readString(output)));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
