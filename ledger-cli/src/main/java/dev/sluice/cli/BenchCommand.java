package dev.sluice.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.cli.bench.Bench;
import dev.sluice.cli.bench.BenchListener;
import dev.sluice.cli.bench.BenchResult;
import dev.sluice.cli.bench.BenchResult.Timing;
import dev.sluice.cli.bench.BenchSettings;
import dev.sluice.cli.bench.BenchSettings.Effort;
import dev.sluice.cli.bench.BenchSettings.Reference;
import dev.sluice.cli.bench.BenchSettings.Target;
import dev.sluice.cli.bench.BenchTables;
import dev.sluice.cli.bench.Sample;
import dev.sluice.cli.bench.Scenario;
import dev.sluice.cli.bench.report.BenchReport;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice bench}. */
@Command(
        name = "bench",
        description =
                "Measure a ledger, by default a fresh node of its own, beside what it is compared with: the speed as a"
                        + " ratio, in alternating rounds on the same Kafka.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nHow to read it:%n",
        footer = "  docs/benchmarks.md tells what is measured and what the columns mean.")
final class BenchCommand implements Callable<Integer> {

    private static final String TO_TERMINAL = "-";

    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..*",
            description =
                    "Any of topic, simple, hot, credits, transfers, latency, http, lots, startup, restore (default:"
                            + " all of them).")
    private List<String> scenarios = List.of();

    @Option(names = "--seconds", defaultValue = "8", description = "Of each measurement (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Of load on each subject before the first round (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(
            names = "--accounts",
            defaultValue = "10000",
            description = "Over which requests are spread (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--in-flight",
            paramLabel = "REQUESTS",
            defaultValue = "3000",
            description = "That wait at once where as many as possible are to be done (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--rate",
            paramLabel = "PER_SECOND",
            defaultValue = "0",
            description = "Ask by the clock on the topic, whatever is answered, and not as much as possible.")
    private double rate;

    @Option(
            names = "--lots",
            defaultValue = "100000",
            description = "Of the account with many, in the scenario lots (default: ${DEFAULT-VALUE}).")
    private int lots;

    @Option(
            names = "--restored",
            paramLabel = "ACCOUNTS",
            defaultValue = "100000",
            description = "That a node has, in the scenario restore (default: ${DEFAULT-VALUE}).")
    private int restored;

    @Option(
            names = "--against",
            paramLabel = "WHAT",
            split = ",",
            defaultValue = "echo",
            description =
                    "What the ledger is compared with: echo, postgres, both, or none (default: ${DEFAULT-VALUE}).")
    private List<String> against;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The Kafka of a ledger that runs, instead of a fresh node. What is booked there stays.")
    private @Nullable String bootstrap;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The gateway of that ledger, for what goes through HTTP.")
    private @Nullable URI url;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = NodeOptions.KEY_DEFAULT,
            description = "For that gateway, with the scope write; or SLUICE_API_KEY.")
    private @Nullable String apiKey;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:java.io.tmpdir}/sluice-bench",
            description = "Where the fresh node keeps its data until the end (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = TO_TERMINAL,
            description = "Write all that was found as JSON; without a file, instead of the tables.")
    private @Nullable String json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a page with tables, and with plots in a folder beside it, such as docs/benchmarks.md.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        NodeLog.errorsOnly();
        var result = new Bench(settings(), new Told()).run();
        if (json == null || !json.equals(TO_TERMINAL)) {
            System.out.println(BenchTables.of(result));
        }
        if (json != null) {
            write(result, json);
        }
        if (report != null) {
            BenchReport.write(result, report);
        }
        return result.booksClosed() ? ExitCode.OK : ExitCode.DIFFERS;
    }

    private static void write(BenchResult result, String to) throws IOException {
        var text = LedgerMapper.create()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(result);
        if (to.equals(TO_TERMINAL)) {
            System.out.println(text);
        } else {
            Files.writeString(Path.of(to), text + System.lineSeparator());
        }
    }

    private BenchSettings settings() {
        require(seconds > 0, "--seconds: Expected more than 0");
        require(rounds > 0, "--rounds: Expected at least 1");
        require(warmUp >= 0, "--warm-up: Expected at least 0");
        require(accounts >= 200, "--accounts: Expected at least 200, since a transfer has up to 100 recipients");
        require(inFlight > 0, "--in-flight: Expected at least 1");
        require(rate >= 0, "--rate: Expected at least 0");
        require(lots > 10, "--lots: Expected more than 10, with which they are compared");
        require(restored >= 200, "--restored: Expected at least 200");
        require(bootstrap != null || url == null, "--url: Expected --bootstrap beside it");
        return new BenchSettings(
                chosen(),
                references(),
                effort(),
                Optional.ofNullable(bootstrap)
                        .map(kafka -> new Target(kafka, Optional.ofNullable(url), Optional.ofNullable(apiKey))),
                data);
    }

    private Effort effort() {
        return new Effort(rounds, seconds, Math.min(1, seconds / 4), warmUp, accounts, inFlight, rate, lots, restored);
    }

    private List<Scenario> chosen() {
        if (scenarios.isEmpty()) {
            return Arrays.stream(Scenario.values()).filter(this::isPossible).toList();
        }
        var chosen = scenarios.stream().map(this::scenario).toList();
        chosen.forEach(scenario -> require(
                isPossible(scenario),
                "%s: Expected %s"
                        .formatted(
                                scenario,
                                scenario == Scenario.HTTP || scenario == Scenario.OVERLOAD
                                        ? "--url"
                                        : "no --bootstrap")));
        return chosen;
    }

    /** A node that is somebody's is not stopped. */
    private boolean isPossible(Scenario scenario) {
        return switch (scenario) {
            case HTTP, OVERLOAD -> bootstrap == null || url != null;
            case STARTUP, RESTORE -> bootstrap == null;
            case TOPIC, SIMPLE, HOT, CREDITS, TRANSFERS, LATENCY, LOTS -> true;
        };
    }

    private Scenario scenario(String name) {
        return Arrays.stream(Scenario.values())
                .filter(scenario -> scenario.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "Expected a scenario, one of %s, but got %s"
                                .formatted(Arrays.toString(Scenario.values()), name)));
    }

    private Set<Reference> references() {
        return against.stream()
                .filter(name -> !name.equals("none"))
                .map(this::reference)
                .collect(Collectors.toSet());
    }

    private Reference reference(String name) {
        return Arrays.stream(Reference.values())
                .filter(reference -> reference.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "--against: Expected echo, postgres or none, but got " + name));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), otherwise);
        }
    }

    /** On the error stream, so that what is printed at the end can be taken up by another program. */
    private static final class Told implements BenchListener {

        @Override
        public void begins(String what) {
            System.err.println(what);
        }

        @Override
        public void measured(Sample sample) {
            System.err.println(BenchTables.line(sample));
        }

        @Override
        public void timed(Timing timing) {
            System.err.println(BenchTables.line(timing));
        }
    }
}
