package dev.sluice.cli;

import dev.sluice.cli.backup.BackupDamagedException;
import dev.sluice.cli.backup.BackupFile;
import dev.sluice.cli.backup.KafkaJournal;
import dev.sluice.cli.node.NodeFolder;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.node.NodeRestore;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Table;
import dev.sluice.ledger.restore.CopyUnusableException;
import dev.sluice.ledger.restore.Cut;
import dev.sluice.ledger.restore.JournalCopy;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.LedgerRestore;
import dev.sluice.schema.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice restore}. */
@Command(
        name = "restore",
        description =
                "Make a new ledger of a copy of a journal alone: its topics, its journal, its stores, and the keys"
                    + " that are still remembered. Where there is something of a ledger already, nothing is changed.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nOf a cluster:%n",
        footer = "  The ledger's environment variables count, as for ledger-streams: SLUICE_REPLICATION_FACTOR,"
                + " SLUICE_KAFKA_... and so on.")
final class RestoreCommand implements Callable<Integer> {

    @Option(
            names = "--from-journal",
            paramLabel = "FILE|HOST:PORT",
            required = true,
            description = "The copy: a file that sluice backup wrote, or the Kafka of a mirror.")
    private String from;

    @Option(
            names = "--from-topic",
            paramLabel = "TOPIC",
            description = "The journal's name on the mirror (default: PREFIX and journal).")
    private @Nullable String fromTopic;

    @Mixin
    private KafkaOptions mirror;

    @ArgGroup(multiplicity = "1")
    private Target target;

    /** The place where the new ledger is to be. */
    private static final class Target {

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The data folder of a single node, which is not there yet or empty.")
        private @Nullable Path data;

        @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "A Kafka without such a ledger.")
        private @Nullable String bootstrap;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        NodeLog.errorsOnly();
        var began = System.nanoTime();
        try {
            var copy = copy();
            var cut = restore(copy);
            print(copy, cut, Duration.ofNanos(System.nanoTime() - began));
            return ExitCode.OK;
        } catch (BackupDamagedException | CopyUnusableException unusable) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(unusable.getMessage()), unusable);
        } catch (LedgerRestore.RefusedException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()), refused);
        }
    }

    private JournalCopy copy() throws IOException {
        var file = Path.of(from);
        if (Files.exists(file)) {
            return new BackupFile(file);
        }
        if (!from.matches("[^/]+:[0-9]+(,[^/]+:[0-9]+)*")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Expected a file or the address of a Kafka, but there is no file %s.".formatted(from));
        }
        return new KafkaJournal(
                mirror.clientSettings(from), fromTopic != null ? fromTopic : Topic.JOURNAL.name(mirror.topicPrefix()));
    }

    private Cut restore(JournalCopy copy) throws IOException, InterruptedException {
        try (var progress = new Steps(copy)) {
            return target.data != null ? onANode(target.data, copy, progress) : onACluster(copy, progress);
        }
    }

    private static Cut onANode(Path data, JournalCopy copy, Steps progress) throws IOException, InterruptedException {
        var tuning = LedgerConfig.Tuning.from(System.getenv());
        try (var folder = NodeFolder.claim(data, false)) {
            return NodeRestore.run(folder, tuning, copy, progress);
        }
    }

    /** The state that is made beside the changelogs is thrown away: whichever instances come make their own of these. */
    private Cut onACluster(JournalCopy copy, Steps progress) throws IOException, InterruptedException {
        var state = Files.createTempDirectory("sluice-restore");
        try {
            var environment = new HashMap<>(System.getenv());
            environment.put("SLUICE_KAFKA_BOOTSTRAP_SERVERS", String.valueOf(target.bootstrap));
            environment.put("SLUICE_TOPIC_PREFIX", mirror.topicPrefix());
            environment.put("SLUICE_PARTITIONS", Integer.toString(copy.partitions()));
            environment.put("SLUICE_STATE_DIR", state.toString());
            return LedgerRestore.run(LedgerConfig.fromEnvironment(environment), copy, progress);
        } catch (IllegalArgumentException unusable) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(unusable.getMessage()), unusable);
        } finally {
            try (var files = Files.walk(state)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** A bar for each step, one after the other. */
    private static final class Steps implements LedgerRestore.Progress, AutoCloseable {

        private Progress current;

        Steps(JournalCopy copy) {
            current = Progress.of("records read", copy instanceof KafkaJournal journal ? journal.size() : -1);
        }

        @Override
        public LongConsumer reads() {
            return steps -> current.step(steps);
        }

        @Override
        public LongConsumer begins(String step, long records) {
            current.close();
            current = Progress.of(step, records);
            return current::step;
        }

        @Override
        public void close() {
            current.close();
        }
    }

    private void print(JournalCopy copy, Cut cut, Duration took) {
        System.out.println(Table.withoutHeader()
                .row("partitions", Table.count(copy.partitions()))
                .row("journal entries", Table.count(cut.size()))
                .row("left out", Table.count(cut.leftOut()))
                .row("requests on their way", Table.count(cut.onTheWay().size()))
                .row("took", Table.seconds(took.toMillis() / 1e3)));
        System.out.printf("The newest entry is of %s.%n", cut.newest());
        if (cut.leftOut() > 0) {
            System.out.println("What was left out follows from entries that the copy does not have.");
        }
        var partitions = copy.partitions() == 4 && target.data != null
                ? ""
                : "SLUICE_PARTITIONS=%d ".formatted(copy.partitions());
        System.out.printf(
                "The ledger is restored. Start it (%s), then prove it: sluice verify --stores%n",
                target.data != null
                        ? "%ssluice up --data %s".formatted(partitions, target.data)
                        : "ledger-streams with %s".formatted(partitions.strip()));
    }
}
