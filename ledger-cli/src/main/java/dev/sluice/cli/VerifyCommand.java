package dev.sluice.cli;

import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Table;
import dev.sluice.verify.NotChecked;
import dev.sluice.verify.Report;
import dev.sluice.verify.Verification;
import dev.sluice.verify.live.LiveLedger;
import dev.sluice.verify.log.KafkaLog;
import dev.sluice.verify.log.LogUnreadableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice verify}. */
@Command(
        name = "verify",
        description =
                "Prove the books of a ledger from its topics: chains, sums, balances, lots, holds, transfers, and that"
                    + " each request was booked once and answered truly. It only reads, also while the ledger runs.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nWhat is proven, and what is not:%n",
        footer = "  docs/verify.md tells. Of more than a million accounts or ten million entries, give it more memory:"
                + " SLUICE_JAVA_OPTS=-Xmx4g.")
final class VerifyCommand implements Callable<Integer> {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Where Kafka is (default: ${DEFAULT-VALUE}).")
    private String bootstrap;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--stores",
            description = "Also ask the running ledger for the balances and lots of every account, and compare.")
    private boolean stores;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Of --stores: where a gateway is (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Mixin
    private KeyOptions key;

    @Option(
            names = "--outcome-retention",
            paramLabel = "DURATION",
            defaultValue = "P7D",
            description = "How long the ledger remembers keys, as it is set there (default: ${DEFAULT-VALUE}).")
    private Duration outcomeRetention;

    @Option(
            names = "--finished-retention",
            paramLabel = "DURATION",
            defaultValue = "P30D",
            description = "How long it keeps what is over, as it is set there (default: ${DEFAULT-VALUE}).")
    private Duration finishedRetention;

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            defaultValue = "PT10M",
            description =
                    "What is on its way or not answered for longer counts as missing (default: ${DEFAULT-VALUE}).")
    private Duration patience;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many violations of each rule to print; all are counted (default: ${DEFAULT-VALUE}).")
    private int shown;

    @Override
    public Integer call() throws IOException {
        NodeLog.errorsOnly();
        var began = System.nanoTime();
        try (var log = KafkaLog.open(kafka.clientSettings(bootstrap), kafka.topicPrefix())) {
            var verification = new Verification(
                    log, new Verification.Settings(outcomeRetention, finishedRetention, patience, shown));
            var report = stores ? runWithStores(log, verification) : run(log, verification);
            print(report, Duration.ofNanos(System.nanoTime() - began));
            return report.isProven() ? ExitCode.OK : ExitCode.DIFFERS;
        } catch (LogUnreadableException | KafkaException unreadable) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    "Could not read to the end, so nothing is proven. %s".formatted(unreadable.getMessage()),
                    unreadable);
        }
    }

    private static Report run(KafkaLog log, Verification verification) {
        try (var progress = Progress.of("records", log.size())) {
            return verification.tell(progress::step).run(Instant.now());
        }
    }

    private Report runWithStores(KafkaLog log, Verification verification) {
        try (var ledger = new LiveLedger(url, key.key());
                var progress = Progress.of("records and accounts", log.size())) {
            return verification.tell(progress::step).run(Instant.now(), ledger);
        }
    }

    private void print(Report report, Duration took) {
        report.findings().kept().forEach(System.out::println);
        var seconds = Math.max(took.toMillis(), 1) / 1e3;
        var table = Table.withoutHeader()
                .row("journal entries", Table.count(report.entries()))
                .row("accounts", Table.count(report.accounts()))
                .row("requests", Table.count(report.requests()))
                .row("replies", Table.count(report.replies()))
                .row("booked in several steps", Table.count(report.undertakings()))
                .row("on the way now", Table.count(report.onTheWay()))
                .row("not answered yet", Table.count(report.unanswered()));
        report.stores()
                .ifPresent(stores -> table.row("live answers compared", Table.count(stores.compared()))
                        .row("changing all the time", Table.count(stores.changing())));
        report.findings().counts().forEach((rule, count) -> table.row("violations: " + rule, Table.count(count)));
        System.out.println(
                table.row("violations", Table.count(report.findings().count())).row("took", Table.seconds(seconds)));
        report.transit()
                .forEach((asset, sum) ->
                        System.out.printf("On the way, in SYSTEM_TRANSIT: %s of %s%n", sum.toPlainString(), asset));
        report.repliesSince()
                .ifPresent(since -> System.out.printf(
                        "Requests and replies were compared from %s on: older ones are deleted.%n", timeOf(since)));
        System.out.println("Not checked:");
        for (var one : NotChecked.values()) {
            System.out.println("  " + one);
        }
        if (!stores) {
            System.out.println("  what the running ledger answers (--stores)");
        }
        System.out.println(report.isProven() ? "The books are proven." : "The books are NOT in order.");
    }

    private static String timeOf(long since) {
        return since == Long.MAX_VALUE ? "now" : Instant.ofEpochMilli(since).toString();
    }
}
