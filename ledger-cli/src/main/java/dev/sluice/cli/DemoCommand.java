package dev.sluice.cli;

import dev.sluice.cli.demo.Demo;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.postings.ImportStoppedException;
import dev.sluice.cli.postings.PostingImport;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice demo}. */
@Command(
        name = "demo",
        description =
                "Run a ledger on this machine, import a year of a real bank's postings twice, compare every balance"
                        + " with the bank's own, and stay up.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--exit", description = "Stop the node at the end. The exit code is 0 only if nothing differs.")
    private boolean exit;

    @Mixin
    private NodeOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var running = RunningNode.start(options)) {
            var node = running.node();
            System.out.printf("Sluice is up at %s%n", node.uri());
            boolean clean;
            try (var http = LedgerHttp.to(node.uri(), node.apiKey(), PostingImport.IN_FLIGHT)) {
                clean = new Demo(http, node.history().database(), System.out).play(Instant.now());
            } catch (ImportStoppedException stopped) {
                throw new CommandFailure(ExitCode.STOPPED, String.valueOf(stopped.getMessage()), stopped);
            }
            if (exit) {
                return clean ? ExitCode.OK : ExitCode.DIFFERS;
            }
            System.out.println();
            System.out.println(
                    "The node stays up; ctrl-C stops it, and ./sluice up starts it again. To go on by hand, paste:");
            System.out.println();
            System.out.print(FirstSession.on(node));
            System.out.flush();
            return running.stay();
        }
    }
}
