package dev.sluice.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Calls one node. All answers come on one thread, so what is done with them must not take long, nor wait for another
 * answer.
 */
public final class LedgerHttp implements AutoCloseable {

    /** Above the gateway's own patience, so that it is the gateway that says what is not known. */
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

    private static final Duration REPEATING_PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_REPEATS = Duration.ofMillis(250);
    private static final int CONNECT_PATIENCE_MS = 5_000;
    private static final int ANSWER_BYTES_MAX = 8 * 1024 * 1024;

    private final URI base;
    private final String path;
    private final String apiKey;
    private final int connectionsMax;
    private final @Nullable SslContext tls;
    private final MultiThreadIoEventLoopGroup threads;

    /** The only thread that touches what follows. */
    private final EventLoop thread;

    private final Queue<Call> waiting = new ArrayDeque<>();
    private final ArrayDeque<Channel> idle = new ArrayDeque<>();
    private int connections;

    private record Call(FullHttpRequest request, CompletableFuture<HttpAnswer> answer) {}

    private LedgerHttp(URI base, String apiKey, int connectionsMax, @Nullable SslContext tls) {
        this.base = base;
        this.path = String.valueOf(base.getRawPath()).replaceAll("/+$", "");
        this.apiKey = apiKey;
        this.connectionsMax = connectionsMax;
        this.tls = tls;
        this.threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        this.thread = threads.next();
    }

    /**
     * Connects when there is something to send.
     *
     * @param base such as {@code http://localhost:8080}; https too
     * @param connectionsMax how many requests are on their way at once; more wait for their turn
     * @throws IllegalArgumentException where the address is not one of these
     */
    public static LedgerHttp to(URI base, String apiKey, int connectionsMax) {
        var scheme = String.valueOf(base.getScheme());
        if (base.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(
                    "Expected an address such as http://localhost:8080, but got %s".formatted(base));
        }
        try {
            var tls = scheme.equals("https") ? SslContextBuilder.forClient().build() : null;
            return new LedgerHttp(base, apiKey, connectionsMax, tls);
        } catch (SSLException unusable) {
            throw new IllegalStateException("This Java has no TLS", unusable);
        }
    }

    public CompletableFuture<HttpAnswer> get(String resource) {
        return call(HttpMethod.GET, resource, new byte[0], Map.of());
    }

    public CompletableFuture<HttpAnswer> post(String resource, JsonNode body) {
        return call(HttpMethod.POST, resource, body.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** The future fails with an {@link IOException} where there is no answer, so that it is not known what happened. */
    public CompletableFuture<HttpAnswer> call(
            HttpMethod method, String resource, byte[] body, Map<String, String> headers) {
        var request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, path + resource, Unpooled.wrappedBuffer(body));
        var lines = request.headers();
        lines.set(HttpHeaderNames.HOST, base.getRawAuthority());
        lines.set("X-API-Key", apiKey);
        lines.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (body.length > 0) {
            lines.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        }
        headers.forEach(lines::set);
        var call = new Call(request, new CompletableFuture<>());
        thread.execute(() -> {
            waiting.add(call);
            sendNext();
        });
        return call.answer();
    }

    /**
     * Posts a command, and posts it again, for a minute, where it is not known or not yet possible. That does no harm, since
     * the body has an {@code idempotency_key}.
     */
    public CompletableFuture<HttpAnswer> postUntilAnswered(String resource, JsonNode body) {
        var last = new CompletableFuture<HttpAnswer>();
        attempt(System.nanoTime() + REPEATING_PATIENCE.toNanos(), resource, body, last);
        return last;
    }

    private void attempt(long deadline, String resource, JsonNode body, CompletableFuture<HttpAnswer> last) {
        var unused = post(resource, body).whenComplete((answer, failure) -> {
            if (System.nanoTime() < deadline && (failure != null || answer.isWorthRepeating())) {
                var unusedToo = thread.schedule(
                        () -> attempt(deadline, resource, body, last),
                        BETWEEN_REPEATS.toMillis(),
                        TimeUnit.MILLISECONDS);
            } else if (failure == null) {
                last.complete(answer);
            } else {
                last.completeExceptionally(failure);
            }
        });
    }

    /** The same for who waits; not to be called on the thread that answers come on. */
    public HttpAnswer await(CompletableFuture<HttpAnswer> answer) throws IOException {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        }
    }

    /** What is not answered yet fails. */
    @Override
    public void close() {
        thread.execute(() -> {
            while (!waiting.isEmpty()) {
                failNext(new IOException("The client was closed"));
            }
        });
        var unused = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        threads.terminationFuture().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private void sendNext() {
        while (!waiting.isEmpty()) {
            var channel = idle.pollLast();
            if (channel == null) {
                if (connections < connectionsMax) {
                    connect();
                }
                return;
            }
            if (channel.isActive()) {
                send(waiting.remove(), channel);
            }
        }
    }

    private static void send(Call call, Channel channel) {
        var timeout = channel.eventLoop()
                .schedule(
                        () -> {
                            call.answer()
                                    .completeExceptionally(new IOException(
                                            "No answer within " + ANSWER_PATIENCE.toSeconds() + " s",
                                            new TimeoutException()));
                            var unused = channel.close();
                        },
                        ANSWER_PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
        channel.pipeline().get(AnswerHandler.class).expect(call.answer(), timeout);
        // A connection that can't be written to is closed, and the call learns of that.
        var unused = channel.writeAndFlush(call.request()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private void connect() {
        connections++;
        var bootstrap = new Bootstrap()
                .group(thread)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_PATIENCE_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }
                });
        var connecting = bootstrap.connect(base.getHost(), port());
        var unused = connecting.addListener(done -> {
            if (connecting.isSuccess()) {
                var unusedToo = connecting.channel().closeFuture().addListener(closed -> lost());
                free(connecting.channel());
            } else {
                connections--;
                failNext(new IOException(
                        "No node at %s: %s".formatted(base, connecting.cause().getMessage()), connecting.cause()));
                sendNext();
            }
        });
    }

    /** A connection that fails was opened for one call at least; the others have theirs, or are tried after it. */
    private void failNext(IOException failure) {
        var call = waiting.poll();
        if (call != null) {
            call.request().release();
            call.answer().completeExceptionally(failure);
        }
    }

    private void initialize(Channel channel) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc(), base.getHost(), port()));
        }
        channel.pipeline()
                .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(ANSWER_BYTES_MAX),
                        new AnswerHandler(this::free));
    }

    private int port() {
        if (base.getPort() >= 0) {
            return base.getPort();
        }
        return tls == null ? 80 : 443;
    }

    private void free(Channel channel) {
        idle.addLast(channel);
        sendNext();
    }

    private void lost() {
        connections--;
        idle.removeIf(channel -> !channel.isActive());
        sendNext();
    }
}
