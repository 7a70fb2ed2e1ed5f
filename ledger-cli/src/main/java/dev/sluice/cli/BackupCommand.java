package dev.sluice.cli;

import dev.sluice.cli.backup.BackupHeader;
import dev.sluice.cli.backup.BackupWriter;
import dev.sluice.cli.backup.KafkaJournal;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Table;
import dev.sluice.schema.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice backup}. */
@Command(
        name = "backup",
        description = "Copy the journal of a ledger into a file, while the ledger runs. Whatever was answered before it"
                + " began is in it, and a ledger can be made again of it alone: sluice restore.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Where to write it; FILE.part until it is whole.")
    private Path file;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Where Kafka is (default: ${DEFAULT-VALUE}).")
    private String bootstrap;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        NodeLog.errorsOnly();
        if (Files.exists(file) && !force) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Expected no file at %s yet, but there is one. Choose another, or write over it with --force."
                            .formatted(file));
        }
        var began = Instant.now();
        var journal = new KafkaJournal(kafka.clientSettings(bootstrap), Topic.JOURNAL.name(kafka.topicPrefix()));
        var records =
                write(journal, new BackupHeader(kafka.topicPrefix(), journal.partitions(), Version.OF_PROGRAM, began));
        System.out.println(Table.withoutHeader()
                .row("journal entries", Table.count(records))
                .row("bytes", Table.count(Files.size(file)))
                .row(
                        "took",
                        Table.seconds(Duration.between(began, Instant.now()).toMillis() / 1e3)));
        System.out.printf("The journal up to %s is in %s.%n", began, file);
        return ExitCode.OK;
    }

    private long write(KafkaJournal journal, BackupHeader header) throws IOException {
        var records = new long[1];
        try (var writer = new BackupWriter(file, header);
                var progress = Progress.of("records", journal.size())) {
            journal.read(line -> {
                writer.write(line);
                records[0]++;
                progress.step(1);
            });
            writer.finish();
        }
        return records[0];
    }
}
