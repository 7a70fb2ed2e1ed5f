package dev.sluice.cli.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The node's two sockets, bound before Kafka starts and handed to it when it asks.
 *
 * <p>Kafka itself binds its port last, a second or more into its start. Binding first means that a port in use is
 * reported at once, that a free port stays ours once it is chosen, and that the addresses are known while the settings
 * are written. Both sockets are on the loopback address only: the node asks nobody who they are.
 */
final class ListeningSockets implements ServerSocketFactory, AutoCloseable {

    static final String CLIENTS = "CLIENTS";
    static final String CONTROLLER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";
    private static final int ANY_FREE_PORT = 0;
    private static final int BACKLOG = 50;

    private final Map<String, ServerSocketChannel> byListener;

    private ListeningSockets(ServerSocketChannel clients, ServerSocketChannel controller) {
        byListener = Map.of(CLIENTS, clients, CONTROLLER, controller);
    }

    /** The controller's port may differ at each start: a static quorum keeps the ids of its voters, not addresses. */
    static ListeningSockets bind(int clientsPort) {
        var clients = bindOne(clientsPort);
        try {
            return new ListeningSockets(clients, bindOne(ANY_FREE_PORT));
        } catch (RuntimeException e) {
            close(clients);
            throw e;
        }
    }

    InetSocketAddress address(String listener) {
        return loopback(socket(listener).socket().getLocalPort());
    }

    /** The address as clients and settings write it. */
    String hostAndPort(String listener) {
        return HOST + ":" + address(listener).getPort();
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress socketAddress, int listenBacklogSize, int recvBufferSize) {
        return socket(listenerName);
    }

    /** Closes what Kafka has not: it closes the sockets that it asked for, and once more does no harm. */
    @Override
    public void close() {
        byListener.values().forEach(ListeningSockets::close);
    }

    private ServerSocketChannel socket(String listener) {
        var socket = byListener.get(listener);
        if (socket == null) {
            throw new IllegalArgumentException(
                    "Expected one of the listeners %s, but got %s".formatted(byListener.keySet(), listener));
        }
        return socket;
    }

    private static ServerSocketChannel bindOne(int port) {
        ServerSocketChannel socket;
        try {
            socket = ServerSocketChannel.open();
        } catch (IOException e) {
            throw cannotListen(port, e);
        }
        try {
            socket.configureBlocking(false);
            return socket.bind(loopback(port), BACKLOG);
        } catch (IOException e) {
            close(socket);
            throw cannotListen(port, e);
        }
    }

    private static InetSocketAddress loopback(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("Four bytes are an address", e);
        }
    }

    private static EmbeddedKafkaException cannotListen(int port, IOException cause) {
        var advice = cause instanceof BindException
                ? " Stop the program that uses it, or choose another port (0 takes a free one)."
                : "";
        return new EmbeddedKafkaException(
                "Kafka cannot listen on port %d of %s: %s.%s".formatted(port, HOST, cause.getMessage(), advice), cause);
    }

    private static void close(ServerSocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
