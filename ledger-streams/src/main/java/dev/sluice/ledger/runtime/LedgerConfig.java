package dev.sluice.ledger.runtime;

import dev.sluice.ledger.topology.TopologySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * All that one instance can be told. What follows from it for Kafka's own settings is in {@link StreamsSettings}.
 *
 * @param cluster where Kafka is and how to be let in
 * @param ledger what must be the same on every instance of the ledger
 * @param durability how many copies there are
 * @param engine how this instance works
 * @param instance what tells this instance from the others
 */
public record LedgerConfig(
        Cluster cluster, TopologySettings ledger, Durability durability, Engine engine, Instance instance) {

    /**
     * The Kafka cluster and the way to reach it.
     *
     * @param bootstrapServers as Kafka's clients take them
     * @param security Kafka's own {@code security.*}, {@code ssl.*} and {@code sasl.*} settings, given to every client
     */
    public record Cluster(String bootstrapServers, Map<String, String> security) {

        public Cluster {
            security = Map.copyOf(security);
        }

        /** Never the security settings: there are passwords among them. */
        @Override
        public String toString() {
            return bootstrapServers;
        }
    }

    /**
     * The number of copies of topics and of state.
     *
     * @param replicationFactor of every topic, changelogs too
     * @param minInsyncReplicas how many copies must have a record before it counts as written
     * @param standbyReplicas how many other instances keep a copy of each partition's state, so that one that takes over
     *     has it already
     */
    public record Durability(int replicationFactor, int minInsyncReplicas, int standbyReplicas) {

        /** One copy, as a single node can have it. */
        public static final Durability SINGLE_NODE = new Durability(1, 1, 0);

        /** Any one machine may be lost, and what was acknowledged is not. */
        public static final Durability PRODUCTION = new Durability(3, 2, 1);

        public Durability {
            if (replicationFactor < 1 || minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
                throw new IllegalArgumentException(
                        "Expected 1 <= min in-sync replicas <= replication factor, but got %d and %d"
                                .formatted(minInsyncReplicas, replicationFactor));
            }
            if (standbyReplicas < 0) {
                throw new IllegalArgumentException(
                        "Expected zero or more standby replicas, but got " + standbyReplicas);
            }
        }
    }

    /**
     * The settings by which this instance works.
     *
     * @param threads each serves some of the partitions; more than partitions or processors are of no use
     * @param commitIntervalMs how long a transaction is open at most: nothing is answered before it ends, and each end has its cost
     * @param storeMemoryMb what RocksDB may take for all stores of the instance together
     * @param clockTolerance how far a record's time may be ahead of this instance's clock; a record that is further ahead waits
     */
    public record Engine(int threads, int commitIntervalMs, int storeMemoryMb, Duration clockTolerance) {

        public static final int COMMIT_INTERVAL_MS_DEFAULT = 50;
        public static final int STORE_MEMORY_MB_DEFAULT = 192;

        /** Far above what clocks that are kept right differ by, and far below what falls due by mistake would cost. */
        public static final Duration CLOCK_TOLERANCE_DEFAULT = Duration.ofMinutes(1);

        private static final Duration CLOCK_TOLERANCE_MAX = Duration.ofDays(36_500);

        public Engine {
            if (clockTolerance.isNegative() || clockTolerance.compareTo(CLOCK_TOLERANCE_MAX) > 0) {
                throw new IllegalArgumentException("Expected a clock tolerance from zero to %s, but got %s"
                        .formatted(CLOCK_TOLERANCE_MAX, clockTolerance));
            }
            if (threads < 1 || commitIntervalMs < 1 || storeMemoryMb < 16) {
                throw new IllegalArgumentException(
                        "Expected at least 1 thread, a commit interval of 1 ms and 16 MB for stores, but got %d, %d ms, %d MB"
                                .formatted(threads, commitIntervalMs, storeMemoryMb));
            }
        }
    }

    /**
     * The settings that tell this instance from the others.
     *
     * @param stateDir where the state of the partitions is kept between starts; a folder of this instance alone
     * @param id this instance's own name, the same after a restart; made and kept in the state folder when absent
     * @param healthPort of the stand-alone process
     */
    public record Instance(Path stateDir, Optional<String> id, int healthPort) {

        public static final int HEALTH_PORT_DEFAULT = 8081;
    }

    /**
     * The settings of a single node: all but the places of its parts and the number of copies.
     *
     * @param ledger what the ledger does
     * @param engine how it works
     */
    public record Tuning(TopologySettings ledger, Engine engine) {

        private static final int PARTITIONS_DEFAULT = 4;
        private static final int THREADS_MAX = 4;

        /**
         * As environment variables say, and the defaults where they say nothing.
         *
         * @throws IllegalArgumentException with the variable's name where one can't be used
         */
        public static Tuning from(Map<String, String> environment) {
            var read = new LedgerEnvironment(environment);
            return new Tuning(
                    read.ledger(PARTITIONS_DEFAULT),
                    read.engine(Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors())));
        }
    }

    /** One node with one copy of everything, as on a laptop. */
    public static LedgerConfig singleNode(String bootstrapServers, Path stateDir, Tuning tuning) {
        return new LedgerConfig(
                new Cluster(bootstrapServers, Map.of()),
                tuning.ledger(),
                Durability.SINGLE_NODE,
                tuning.engine(),
                new Instance(stateDir, Optional.empty(), Instance.HEALTH_PORT_DEFAULT));
    }

    /** One node with the defaults. */
    public static LedgerConfig singleNode(String bootstrapServers, Path stateDir) {
        return singleNode(bootstrapServers, stateDir, Tuning.from(Map.of()));
    }

    /**
     * One instance of many, as in a container.
     *
     * @throws IllegalArgumentException with the variable's name where one is missing or can't be used
     */
    public static LedgerConfig fromEnvironment(Map<String, String> environment) {
        return new LedgerEnvironment(environment).config();
    }

    public LedgerConfig withLedger(TopologySettings settings) {
        return new LedgerConfig(cluster, settings, durability, engine, instance);
    }

    public LedgerConfig withEngine(Engine other) {
        return new LedgerConfig(cluster, ledger, durability, other, instance);
    }

    public LedgerConfig withInstance(Instance other) {
        return new LedgerConfig(cluster, ledger, durability, engine, other);
    }
}
