package dev.sluice.cli.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of the one node, each with its reason. What is not here has Kafka's default. */
final class BrokerSettings {

    static final int NODE_ID = 1;

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private final Map<String, String> settings = new HashMap<>();

    private BrokerSettings() {}

    static Map<String, String> of(Path logFolder, ListeningSockets sockets) {
        var all = new BrokerSettings();
        all.identity(logFolder, sockets);
        all.oneCopyOfEachPartition();
        all.quickToStart();
        all.quickAfterAForcedKill();
        all.quickToAnswer();
        all.smallInMemoryAndOnDisk();
        all.strict();
        return Map.copyOf(all.settings);
    }

    private void identity(Path logFolder, ListeningSockets sockets) {
        // One process is both broker and controller, so one JVM is a whole cluster.
        set("process.roles", "broker,controller");
        set("node.id", NODE_ID);
        // A static quorum keeps only the ids of its voters on disk, so the controller's port is free to change.
        set("controller.quorum.voters", NODE_ID + "@" + sockets.hostAndPort(ListeningSockets.CONTROLLER));
        set("controller.listener.names", ListeningSockets.CONTROLLER);
        set("inter.broker.listener.name", ListeningSockets.CLIENTS);
        set(
                "listeners",
                listener(ListeningSockets.CLIENTS, sockets) + "," + listener(ListeningSockets.CONTROLLER, sockets));
        // Nothing outside this machine can reach the loopback address, so there is no encryption and no login.
        set(
                "listener.security.protocol.map",
                ListeningSockets.CLIENTS + ":PLAINTEXT," + ListeningSockets.CONTROLLER + ":PLAINTEXT");
        // Logs and metadata share one folder, so one lock and one copy cover all.
        set("log.dirs", logFolder);
    }

    private void oneCopyOfEachPartition() {
        // One node can keep one copy; the defaults ask for three and would refuse to make these topics.
        set("offsets.topic.replication.factor", 1);
        set("transaction.state.log.replication.factor", 1);
        set("transaction.state.log.min.isr", 1);
        set("share.coordinator.state.topic.replication.factor", 1);
        set("share.coordinator.state.topic.min.isr", 1);
        // There is nobody to hand leadership to, so there is no balance to restore.
        set("auto.leader.rebalance.enable", false);
    }

    private void quickToStart() {
        // Each partition of an internal topic is opened and read at each start; four serve the clients of one node.
        set("offsets.topic.num.partitions", 4);
        set("transaction.state.log.num.partitions", 4);
        set("share.coordinator.state.topic.num.partitions", 4);
        // Few write metadata here, so to wait for more of it before each flush only delays every step of the start.
        set("controller.quorum.append.linger.ms", 0);
        // A start that hangs is given up with an exception; recovery of logs after a kill is counted in.
        set("server.max.startup.time.ms", 120_000);
    }

    private void quickAfterAForcedKill() {
        // After a kill the newest segment of each partition is read and checked: small segments, read by all cores.
        set("log.segment.bytes", 16 * MIB);
        set("num.recovery.threads.per.data.dir", Runtime.getRuntime().availableProcessors());
        // Both topics are read in full at a start; small segments let compaction begin early and keep them short.
        set("offsets.topic.segment.bytes", 8 * MIB);
        set("transaction.state.log.segment.bytes", 8 * MIB);
        // A group waits for a killed member as long as the member asked for, and here it may ask for little.
        set("group.min.session.timeout.ms", 1_000);
        // The open transaction of a killed producer holds up readers of committed records until this check finds it.
        set("transaction.abort.timed.out.transaction.cleanup.interval.ms", 1_000);
        // Nothing is set for log.flush: the operating system flushes, and its page cache survives the kill of a
        // process. A power failure can take the last seconds; who cannot bear that needs a cluster with replicas.
    }

    private void quickToAnswer() {
        // A group of known size gains nothing from waiting for more members before its first assignment.
        set("group.initial.rebalance.delay.ms", 0);
        set("group.streams.initial.rebalance.delay.ms", 0);
        // A transaction's first batch often comes while the last one is being ended. The broker looks after this time
        // whether it has: with the default of 20 ms, transactions of 21 partitions one after the other took 10 to 16
        // ms each, with 5 ms they take 6 to 8.
        set("add.partitions.to.txn.retry.backoff.ms", 5);
        // After so long it has the producer send the batch again. That is no better than to wait on.
        set("add.partitions.to.txn.retry.backoff.max.ms", 1_000);
    }

    private void smallInMemoryAndOnDisk() {
        // An index is mapped at full size while its segment is written; 1 MiB indexes any segment up to 340 MiB.
        set("log.index.size.max.bytes", MIB);
        // The cleaner takes this from the heap at the start; 16 MiB is room for 600,000 keys, and more take more
        // passes.
        set("log.cleaner.dedupe.buffer.size", 16 * MIB);
        // The broker shares its cores with the whole ledger; the defaults of 3, 8 and 10 threads are for its own
        // machine.
        set("num.network.threads", 2);
        set("num.io.threads", 4);
        set("background.threads", 4);
        // An empty record, flushed twice a second, tells other controllers that this one lives, and there are none.
        set("metadata.max.idle.interval.ms", 0);
    }

    private void strict() {
        // Topics are made on purpose, with their settings; a misspelt name must be an error and not a new topic.
        set("auto.create.topics.enable", false);
        // No other broker can take over, so a long pause of this one must not have it fenced; see LastRun.
        set("broker.session.timeout.ms", 60_000);
    }

    private void set(String name, Object value) {
        settings.put(name, value.toString());
    }

    private static String listener(String name, ListeningSockets sockets) {
        return name + "://" + sockets.hostAndPort(name);
    }
}
