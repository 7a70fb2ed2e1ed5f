package dev.sluice.cli.torture.process;

import dev.sluice.cli.node.ApiKeyFile;
import dev.sluice.cli.torture.plan.Ability;
import dev.sluice.cli.torture.plan.FaultPlan.Size;
import dev.sluice.cli.torture.plan.Role;
import dev.sluice.gateway.Gateway;
import dev.sluice.ledger.runtime.LedgerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kafka.Kafka;

/** Brokers, ledgers and gateways, each a process of its own. One that ends by itself is started again, as a platform would. */
public final class Cluster implements AutoCloseable {

    static final String API_KEY = "sk_torture";

    private static final int PARTITIONS = 4;
    private static final int BROKER_DISK_MB = 4 * 1024;
    private static final int LEDGER_DISK_MB = 1024;
    private static final int HEALTH_PORT = 8081;
    private static final int HTTP_PORT = 8080;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Path folder;
    private final Size size;
    private final Machines machines;
    private final Map<String, ServerProcess> processes = new LinkedHashMap<>();
    private final List<BrokerFolder.Node> brokers = new ArrayList<>();
    private final List<URI> gateways = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread hook = new Thread(this::end, "end-cluster");

    private Cluster(Path folder, Size size, Machines machines) {
        this.folder = folder;
        this.size = size;
        this.machines = machines;
    }

    /**
     * Starts all; returns at once.
     *
     * @param folder empty
     * @param wanted the abilities that the plan has a use for
     * @param restarted is told the name of a process that ended by itself
     */
    public static Cluster start(Path folder, Size size, Set<Ability> wanted, Consumer<String> restarted) {
        try {
            Files.createDirectories(folder.resolve("logs"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        var cluster = new Cluster(folder, size, Machines.in(folder, wanted));
        Runtime.getRuntime().addShutdownHook(cluster.hook);
        cluster.addBrokers();
        cluster.addLedgers();
        cluster.addGateways();
        Thread.ofPlatform().name("restarts").daemon().start(() -> cluster.startAgain(restarted));
        return cluster;
    }

    private void addBrokers() {
        for (var number = 1; number <= size.brokers(); number++) {
            var machine = machines.add(Role.BROKER.name(number), BROKER_DISK_MB);
            brokers.add(new BrokerFolder.Node(
                    number,
                    machine.address(),
                    machines.port(BrokerFolder.CLIENTS_PORT),
                    machines.port(BrokerFolder.CONTROLLER_PORT)));
        }
        for (var broker : brokers) {
            var machine = machines.machine(Role.BROKER.name(broker.id()));
            var settings = BrokerFolder.prepare(machine.folder(), broker, brokers);
            add(machine, new ServerProcess.Start(Kafka.class, List.of(settings.toString()), Map.of()))
                    .start();
        }
    }

    /** One more than there are at first. */
    private void addLedgers() {
        for (var number = 1; number <= size.ledgers() + 1; number++) {
            var machine = machines.add(Role.LEDGER.name(number), LEDGER_DISK_MB);
            var ledger = add(machine, new ServerProcess.Start(LedgerMain.class, List.of(), ledgerEnvironment(machine)));
            if (number <= size.ledgers()) {
                ledger.start();
            }
        }
    }

    private Map<String, String> ledgerEnvironment(Machine machine) {
        return Map.of(
                "SLUICE_KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "SLUICE_PARTITIONS",
                Integer.toString(PARTITIONS),
                "SLUICE_REPLICATION_FACTOR",
                Integer.toString(Math.min(size.brokers(), 3)),
                "SLUICE_STANDBY_REPLICAS",
                size.ledgers() > 1 ? "1" : "0",
                "SLUICE_STATE_DIR",
                machine.folder().resolve("state").toString(),
                "SLUICE_INSTANCE_ID",
                machine.name(),
                "SLUICE_HEALTH_PORT",
                Integer.toString(machines.port(HEALTH_PORT)),
                "SLUICE_THREADS",
                "2",
                "SLUICE_STORE_MEMORY_MB",
                "32",
                // Days of ten seconds, so that reserves are released while all this goes on.
                "SLUICE_RESERVE_DAY",
                "PT10S");
    }

    private void addGateways() {
        var keys = folder.resolve("api-keys.json");
        try {
            Files.writeString(keys, """
                [{"name": "torture", "sha256": "%s", "scopes": ["read", "write", "admin"]}]
                """.formatted(ApiKeyFile.sha256(API_KEY)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        for (var number = 1; number <= size.gateways(); number++) {
            var machine = machines.add(Role.GATEWAY.name(number), 0);
            var port = machines.port(HTTP_PORT);
            gateways.add(URI.create("http://%s:%d".formatted(machine.address(), port)));
            add(
                            machine,
                            new ServerProcess.Start(
                                    Gateway.class,
                                    List.of(),
                                    Map.of(
                                            "SLUICE_KAFKA_BOOTSTRAP_SERVERS",
                                            bootstrapServers(),
                                            "SLUICE_HTTP_PORT",
                                            Integer.toString(port),
                                            "SLUICE_API_KEYS_FILE",
                                            keys.toString(),
                                            "KAFKA_CONSUMERS_REPLIES_GROUP_INSTANCE_ID",
                                            machine.name())))
                    .start();
        }
    }

    private ServerProcess add(Machine machine, ServerProcess.Start start) {
        var process = new ServerProcess(machine, folder.resolve("logs").resolve(machine.name() + ".log"), start);
        processes.put(machine.name(), process);
        return process;
    }

    public Set<Ability> abilities() {
        return machines.abilities();
    }

    public String bootstrapServers() {
        return brokers.stream().map(BrokerFolder.Node::clients).collect(Collectors.joining(","));
    }

    public List<URI> gateways() {
        return List.copyOf(gateways);
    }

    /** Whether every broker is back and has what the others have. */
    public boolean hasAllInSync() throws InterruptedException {
        try (var brokersInSync = new BrokersInSync(bootstrapServers())) {
            return brokersInSync.areAll();
        }
    }

    public String apiKey() {
        return API_KEY;
    }

    public int partitions() {
        return PARTITIONS;
    }

    ServerProcess process(String name) {
        var process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("Expected one of %s, but got %s".formatted(processes.keySet(), name));
        }
        return process;
    }

    Machines machines() {
        return machines;
    }

    private void startAgain(Consumer<String> restarted) {
        while (!closing.get()) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException stopping) {
                return;
            }
            for (var process : processes.values()) {
                if (!closing.get() && process.startAgainIfEnded()) {
                    restarted.accept(process.name());
                }
            }
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook has done it, or does it again, which is no harm.
        }
    }

    /** All is thrown away, so nothing is stopped in order. Disks first: nobody who waits for one that hangs can be killed. */
    private synchronized void end() {
        if (closing.compareAndSet(false, true)) {
            for (var process : processes.values()) {
                process.machine()
                        .disk()
                        .ifPresent(disk -> Command.works(
                                "fsfreeze", "-u", process.machine().folder().toString()));
                process.kill();
            }
            machines.close();
        }
    }
}
