package dev.sluice.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.torture.Summary;
import dev.sluice.cli.torture.SummaryTables;
import dev.sluice.cli.torture.Torture;
import dev.sluice.cli.torture.load.Load;
import dev.sluice.cli.torture.plan.FaultKind;
import dev.sluice.cli.torture.plan.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice torture}. */
@Command(
        name = "torture",
        description =
                "Start brokers, ledgers and gateways, each as a process of its own, load them, kill, freeze, cut off"
                        + " and fill them, and prove afterwards that nothing was lost, doubled or told wrongly.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nWhat it shows, and what not:%n",
        footer = "  docs/reliability.md tells. As root it can do more: cut the network, fill disks and let them hang.")
final class TortureCommand implements Callable<Integer> {

    private static final int SEEDS = 1_000_000;

    @Spec
    private CommandSpec command;

    @Option(names = "--minutes", defaultValue = "5", description = "Of load and faults (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--seed", description = "Of the plan of faults: the same seed, the same faults (default: any).")
    private @Nullable Long seed;

    @Option(names = "--brokers", defaultValue = "3", description = "Of Kafka (default: ${DEFAULT-VALUE}).")
    private int brokers;

    @Option(
            names = "--ledgers",
            defaultValue = "3",
            description = "At first; one more comes and goes (default: ${DEFAULT-VALUE}).")
    private int ledgers;

    @Option(
            names = "--gateways",
            defaultValue = "2",
            description = "Through which is asked (default: ${DEFAULT-VALUE}).")
    private int gateways;

    @Option(names = "--callers", defaultValue = "10", description = "That ask at once (default: ${DEFAULT-VALUE}).")
    private int callers;

    @Option(
            names = "--pause",
            paramLabel = "MS",
            defaultValue = "150",
            description = "Of a caller between two calls, on average (default: ${DEFAULT-VALUE}).")
    private int pauseMs;

    @Option(
            names = "--faults",
            paramLabel = "KIND",
            split = ",",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    private List<FaultKind> faults = List.of(FaultKind.values());

    @Option(names = "--plan", description = "Print the plan of faults, and do nothing.")
    private boolean planOnly;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "sluice-torture",
            description = "New or empty, for logs and data; logs stay (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary there, too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        NodeLog.errorsOnly();
        if (minutes <= 0 || brokers < 1 || ledgers < 1 || gateways < 1 || callers < 1 || pauseMs < 1) {
            throw new ParameterException(command.commandLine(), "Expected numbers above zero only");
        }
        var size = new FaultPlan.Size(brokers, ledgers, gateways);
        var load =
                new Load.Strength(seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : seed, callers, pauseMs);
        var kinds = Set.copyOf(EnumSet.copyOf(faults));
        System.out.printf(
                "Seed %d: the same seed, minutes and numbers of processes give these faults again:%n", load.seed());
        FaultPlan.of(load.seed(), minutes, size, kinds).faults().forEach(System.out::println);
        if (planOnly) {
            return ExitCode.OK;
        }
        return tell(new Torture(new Torture.Settings(size, minutes, load, kinds, emptyFolder()), System.out::println)
                .run());
    }

    private Path emptyFolder() throws IOException {
        var absolute = folder.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        try (var found = Files.list(absolute)) {
            if (found.findAny().isPresent()) {
                throw new CommandFailure(
                        ExitCode.USAGE, "Expected a new or an empty folder, but %s is not empty.".formatted(absolute));
            }
        }
        return absolute;
    }

    private int tell(Summary summary) throws IOException {
        if (json != null) {
            Files.writeString(
                    json,
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(summary));
        }
        System.out.println(SummaryTables.of(summary));
        return summary.isGood() ? ExitCode.OK : ExitCode.DIFFERS;
    }
}
