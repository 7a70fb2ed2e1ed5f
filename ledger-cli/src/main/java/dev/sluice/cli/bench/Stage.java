package dev.sluice.cli.bench;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.bench.echo.EchoNames;
import dev.sluice.cli.bench.load.Door;
import dev.sluice.cli.bench.load.LoadJob;
import dev.sluice.cli.bench.load.LoadReport;
import dev.sluice.cli.bench.load.Pace;
import dev.sluice.cli.bench.load.Work;
import dev.sluice.cli.bench.postgres.PostgresServer;
import dev.sluice.cli.bench.process.EchoProcess;
import dev.sluice.cli.bench.process.LoadProcess;
import dev.sluice.cli.bench.process.NodeProcess;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.schema.topic.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All that takes part in a benchmark, for as long as it runs: a ledger, the echoes, and the load. */
final class Stage implements AutoCloseable {

    private static final int LINGER_MS = 5;
    private static final String NODE = "node";

    /** A few for each processor; more of them only wait for each other. */
    private static final int POSTGRES_CONNECTIONS = 8 * Runtime.getRuntime().availableProcessors();

    private final String run;
    private final String topicPrefix;
    private final String bootstrapServers;
    private Optional<NodeProcess> node;
    private final Optional<BenchSettings.Target> target;
    private final Path folder;
    private Optional<PostgresServer> postgres = Optional.empty();
    private final LoadProcess load = LoadProcess.start();
    private final Map<Subject, EchoProcess> echoes = new EnumMap<>(Subject.class);
    private final Map<String, Long> nextNumbers = new HashMap<>();
    private final Map<String, List<LoadReport.Counts>> ledgerCounts = new HashMap<>();
    private final Map<String, List<LoadReport.Counts>> postgresCounts = new HashMap<>();
    private final NodeProcess.Ports ports;
    private final int partitions;

    private Stage(String run, BenchSettings settings, Path folder) {
        this.run = run;
        this.ports = NodeProcess.Ports.free();
        this.target = settings.target();
        this.node = target.isPresent() ? Optional.empty() : Optional.of(newNode(folder));
        this.folder = folder;
        this.topicPrefix = LedgerConfig.Tuning.from(System.getenv()).ledger().topicPrefix();
        this.bootstrapServers = node.map(NodeProcess::bootstrapServers)
                .or(() -> target.map(BenchSettings.Target::bootstrapServers))
                .orElseThrow();
        this.partitions = KafkaTopics.partitionsOf(bootstrapServers, topic(Topic.REQUESTS));
    }

    /** @param run names all that this benchmark makes, so that it meets nothing of another */
    static Stage set(String run, BenchSettings settings, Path folder) {
        return new Stage(run, settings, folder);
    }

    private NodeProcess newNode(Path of) {
        return NodeProcess.start(of.resolve(NODE), ports, Map.of());
    }

    /** The benchmark's own node. */
    NodeProcess node() {
        return node.orElseThrow(() -> new CommandFailure(
                ExitCode.USAGE, "Expected no --bootstrap for what starts and stops a node: it is done to no other's"));
    }

    /** Starts the node again, where it was and with what it had, and returns when it has answered. */
    void startNodeAgain() {
        node = Optional.of(newNode(folder));
    }

    /** Where the node keeps its local state, which can be made again from Kafka. */
    Path stateOfNode() {
        return folder.resolve(NODE).resolve("ledger");
    }

    /** An echo could not live on while its Kafka is stopped. */
    void stopEchoes() {
        echoes.values().forEach(EchoProcess::close);
        echoes.clear();
    }

    String run() {
        return run;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    int partitions() {
        return partitions;
    }

    String topic(Topic topic) {
        return topic.name(topicPrefix);
    }

    /** All topics of a ledger, those of its stores too, or of an echo. */
    List<String> topicsOf(Subject subject) {
        return switch (subject) {
            case LEDGER -> KafkaTopics.startingWith(bootstrapServers, topicPrefix);
            case ECHO, ECHO_OF_8 -> names(subject).topics();
            case POSTGRES, POSTGRES_SYNCHRONOUS -> List.of();
        };
    }

    /** Starts the echo if it does not run yet. */
    void needs(Subject echo) {
        var unused = echoes.computeIfAbsent(
                echo,
                subject -> EchoProcess.start(
                        bootstrapServers,
                        names(subject),
                        subject == Subject.ECHO ? 1 : 8,
                        partitions,
                        folder.resolve(subject.name())));
    }

    private EchoNames names(Subject echo) {
        return new EchoNames("bench-%s-%s.".formatted(run, echo == Subject.ECHO ? "echo" : "echo8"));
    }

    /** @param inFlight how many wait at once; where they are few, nothing is gained by waiting for more to send with them */
    Door topics(Subject subject, int inFlight) {
        var linger = inFlight < 256 ? 0 : LINGER_MS;
        if (subject == Subject.LEDGER) {
            return Door.to(new Door.Topics(bootstrapServers, topic(Topic.REQUESTS), topic(Topic.REPLIES), linger));
        }
        var names = names(subject);
        return Door.to(new Door.Topics(bootstrapServers, names.requests(), names.replies(), linger));
    }

    /** The same accounts in PostgreSQL, which is started when it is first needed. */
    Door postgres(Work.Crowd crowd, boolean synchronousCommit, int inFlight) {
        if (postgres.isEmpty()) {
            postgres = Optional.of(PostgresServer.start(folder.resolve("postgres")));
        }
        var server = postgres.orElseThrow();
        server.fill(crowd);
        return Door.to(new Door.Postgres(server.url(), synchronousCommit, Math.min(inFlight, POSTGRES_CONNECTIONS)));
    }

    /** How many requests with such keys PostgreSQL has booked. */
    long bookedInPostgres(String keys) {
        return postgres.map(server -> server.booked(keys)).orElse(0L);
    }

    /** Empty where a ledger was named without its gateway. */
    Optional<Door> http(int connections) {
        return url().map(url -> Door.to(new Door.Http(url, apiKey(), connections)));
    }

    private Optional<URI> url() {
        return node.map(NodeProcess::url).or(() -> target.flatMap(BenchSettings.Target::url));
    }

    private String apiKey() {
        return node.map(NodeProcess::apiKey)
                .or(() -> target.flatMap(BenchSettings.Target::apiKey))
                .orElse("");
    }

    /** Runs load on one of them; the numbers of its requests go on where those of the same work on it ended. */
    LoadReport load(Subject subject, Door door, Work work, Pace pace) {
        var keys = keys(subject, work);
        var first = nextNumbers.getOrDefault(keys, 0L);
        var report = load.run(new LoadJob(door, work, pace, keys, first, processes()));
        nextNumbers.put(keys, report.next());
        switch (subject) {
            case LEDGER -> add(ledgerCounts, keys, report);
            case POSTGRES, POSTGRES_SYNCHRONOUS -> add(postgresCounts, keys, report);
            case ECHO, ECHO_OF_8 -> {
                // It books nothing.
            }
        }
        return report;
    }

    private static void add(Map<String, List<LoadReport.Counts>> counts, String keys, LoadReport report) {
        counts.computeIfAbsent(keys, none -> new ArrayList<>()).add(report.counts());
    }

    /** The same of PostgreSQL. */
    Map<String, List<LoadReport.Counts>> postgresCounts() {
        return Map.copyOf(postgresCounts);
    }

    /** What became of all that the ledger was asked, by what the keys begin with. */
    Map<String, List<LoadReport.Counts>> ledgerCounts() {
        return Map.copyOf(ledgerCounts);
    }

    /** What the keys of some work begin with. */
    String keys(Subject subject, Work work) {
        return "%s-%s-%s-%s-"
                .formatted(
                        run,
                        subject.name(),
                        work.kind().name(),
                        work.crowd().prefix() + work.value().asset())
                .toLowerCase(Locale.ROOT);
    }

    private Map<String, Long> processes() {
        var processes = new HashMap<String, Long>();
        node.ifPresent(running -> processes.put("node", running.pid()));
        echoes.forEach((subject, echo) -> processes.put(subject.text(), echo.pid()));
        postgres.ifPresent(server -> processes.put("PostgreSQL", server.pid()));
        processes.put("load", load.pid());
        return processes;
    }

    /** On a Kafka that stays, nothing of the echo stays behind; what was booked does, since a ledger forgets nothing. */
    @Override
    public void close() {
        load.close();
        postgres.ifPresent(PostgresServer::close);
        var left = new ArrayList<String>();
        echoes.forEach((subject, echo) -> {
            echo.close();
            left.addAll(echo.names().topics());
        });
        if (node.isEmpty()) {
            KafkaTopics.delete(bootstrapServers, left);
        }
        node.ifPresent(NodeProcess::close);
    }
}
