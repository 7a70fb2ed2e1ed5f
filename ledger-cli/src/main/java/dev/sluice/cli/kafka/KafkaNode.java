package dev.sluice.cli.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.LoggerFactory;

/**
 * Broker and controller, put together as Kafka's own {@link KafkaRaftServer} does. That class itself will not do: it
 * binds its own sockets, halts the JVM on a fault, and leaves no moment between the start of the two.
 */
final class KafkaNode {

    private final ListeningSockets sockets;
    private final ControllerServer controller;
    private final BrokerServer broker;

    KafkaNode(Map<String, String> settings, ListeningSockets sockets, BrokerFaults faults) {
        this.sockets = sockets;
        var config = new KafkaConfig(settings, false);
        var folders = KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(KafkaRaftServer.class), "");
        var properties = folders._1();
        var shared = new SharedServer(
                config,
                properties,
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, properties.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        Map.of(BrokerSettings.NODE_ID, sockets.address(ListeningSockets.CONTROLLER))),
                List.of(),
                faults,
                sockets);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), folders._2());
        broker = new BrokerServer(shared);
    }

    /** The controller comes first: the broker registers with it. */
    void start() throws InterruptedException, ExecutionException {
        controller.startup();
        LastRun.forget(controller.controller());
        broker.startup();
        Leaders.await(sockets.hostAndPort(ListeningSockets.CLIENTS));
    }

    /** The broker goes first: it tells the controller that it leaves. A part that never started has nothing to stop. */
    void stop() {
        broker.shutdown();
        controller.shutdown();
    }
}
