package dev.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.reply.BalanceList;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand connections that say nothing, or stop in the middle of a head or of a body: or as many as this process may open, since both
 * ends of each are in it. Each costs a little memory and no thread, nobody else waits for them, and when they are gone nothing is left.
 */
class ManyConnectionsTest {

    private static final int MANY = 10_000;

    /** For jars, and for what runs beside it in this process. */
    private static final int OTHER_FILES = 1_000;

    private static final long KIB = 1024;
    private static final long KIB_FOR_EACH = 40;
    private static final long KIB_LEFT_BEHIND = 24 * KIB;
    private static final int THREADS_MORE = 50;
    private static final int CALLS = 20;

    private static final String HEAD = "POST /v1/participants HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
            + RunningGateway.KEY + "\r\nContent-Type: application/json\r\n";

    /** What a connection begins with, and never ends. */
    private static final List<String> BEGINNINGS = List.of(
            "",
            "POST /v1/par",
            HEAD,
            HEAD + "Content-Length: 21\r\n\r\n{",
            HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\n{");

    private final RunningGateway gateway = new RunningGateway();
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void answer() {
        gateway.ledger().answers(new BalanceList(List.of()));
        others_are_served();
    }

    @AfterEach
    void close() throws IOException {
        hangUp();
        gateway.close();
    }

    @Test
    void ten_thousand_silent_connections_keep_nobody_waiting_and_leave_nothing_behind() throws IOException {
        var count = (int) Math.min(MANY, mayBeOpened() / 2);
        // What is made once, for the first of them, is no memory of theirs.
        open(BEGINNINGS.size() * CALLS);
        hangUp();
        others_are_served();
        var threads = Thread.getAllStackTraces().size();
        var before = usedKib();

        open(count);
        var began = System.nanoTime();
        others_are_served();
        var took = Duration.ofNanos(System.nanoTime() - began);
        var during = usedKib() - before;
        var moreThreads = Thread.getAllStackTraces().size() - threads;
        hangUp();
        others_are_served();

        System.out.printf(
                "%,d connections: %,d KiB, %.1f KiB each, %d threads more, %d calls beside them in %d ms%n",
                count, during, (double) during / count, moreThreads, CALLS, took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(moreThreads).as("threads").isLessThan(THREADS_MORE);
        assertThat(during).as("KiB while they are open").isLessThan(count * KIB_FOR_EACH);
        await().untilAsserted(() ->
                assertThat(usedKib() - before).as("KiB when they are gone").isLessThan(KIB_LEFT_BEHIND));
        assertThat(gateway.ledger().requests())
                .allMatch(request ->
                        !request.operation().getClass().getSimpleName().startsWith("Put"));
    }

    private static long mayBeOpened() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - OTHER_FILES
                : MANY;
    }

    private void open(int count) throws IOException {
        for (var number = 0; number < count; number++) {
            var socket = new Socket("localhost", gateway.uri().getPort());
            sockets.add(socket);
            socket.getOutputStream()
                    .write(BEGINNINGS.get(number % BEGINNINGS.size()).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void hangUp() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private void others_are_served() {
        for (var call = 0; call < CALLS; call++) {
            assertThat(gateway.get("/v1/programs").statusCode()).isEqualTo(200);
        }
    }

    /** What is left of heap and of buffers beside it, when all that nobody needs is collected. */
    private static long usedKib() {
        for (var round = 0; round < 3; round++) {
            System.gc();
        }
        var direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        var ofNetty = Math.max(0, PlatformDependent.usedDirectMemory());
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return (heap + direct + ofNetty) / KIB;
    }
}
