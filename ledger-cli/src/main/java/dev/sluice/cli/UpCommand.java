package dev.sluice.cli;

import dev.sluice.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice up}. */
@Command(
        name = "up",
        description =
                "Run a whole ledger on this machine: Kafka, the ledger and its HTTP API. Ctrl-C stops it, and its data"
                        + " stays for the next start.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions options;

    @Override
    public Integer call() throws InterruptedException {
        try (var running = RunningNode.start(options)) {
            var node = running.node();
            System.out.println("Sluice is up. Ctrl-C stops it.");
            System.out.println();
            System.out.println(Table.withoutHeader()
                    .row("  HTTP", node.uri())
                    .row("  docs", node.uri() + "/docs")
                    .row("  API key", node.apiKey())
                    .row("  Kafka", node.bootstrapServers())
                    .row("  health", node.healthUri())
                    .row("  history", node.history())
                    .row("  data", running.folder().path())
                    .row("  log", running.folder().log()));
            System.out.println();
            if (node.standsStill()) {
                System.out.println(
                        "A partition stands still, and the others go on: ./sluice stuck says which, and why.");
                System.out.println();
            }
            System.out.println("To begin, paste:");
            System.out.println();
            System.out.print(FirstSession.on(node));
            System.out.flush();
            return running.stay();
        }
    }
}
