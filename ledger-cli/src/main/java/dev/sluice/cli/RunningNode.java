package dev.sluice.cli;

import dev.sluice.cli.node.Node;
import dev.sluice.cli.node.NodeFolder;
import dev.sluice.cli.node.NodeLog;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A node for as long as a command needs it: started with its options, and stopped in order however the command ends. */
final class RunningNode implements AutoCloseable {

    private final NodeFolder folder;
    private final Node node;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RunningNode(NodeFolder folder, Node node) {
        this.folder = folder;
        this.node = node;
    }

    static RunningNode start(NodeOptions options) {
        // All options are looked at before the folder is touched.
        var ports = options.ports();
        var apiKey = options.apiKey();
        var tuning = options.tuning();
        var history = options.history();
        var folder = NodeFolder.claim(options.data(), options.fresh());
        try {
            NodeLog.toFile(folder.log());
            var node = Node.start(new Node.Settings(folder, ports, apiKey, tuning, history));
            var running = new RunningNode(folder, node);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "node-stop"));
            return running;
        } catch (RuntimeException notStarted) {
            folder.close();
            throw notStarted;
        }
    }

    Node node() {
        return node;
    }

    NodeFolder folder() {
        return folder;
    }

    /** Waits for ctrl-C, which ends the process, or for the node to fail. */
    int stay() throws InterruptedException {
        try {
            System.err.println("sluice: " + node.failed().get());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        System.err.flush();
        // To stop in order would wait for a part that is gone; and nothing is lost that a kill would not lose either.
        Runtime.getRuntime().halt(ExitCode.STOPPED);
        return ExitCode.STOPPED;
    }

    /** By whoever comes first, the command or the shutdown hook; the other waits. */
    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                node.close();
            } finally {
                folder.close();
            }
        }
    }
}
