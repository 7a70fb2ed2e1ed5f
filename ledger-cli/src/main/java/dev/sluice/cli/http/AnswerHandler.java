package dev.sluice.cli.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands the answer of one connection to the one call that is on it. */
final class AnswerHandler extends SimpleChannelInboundHandler<FullHttpResponse> {

    private final Consumer<Channel> free;
    private @Nullable CompletableFuture<HttpAnswer> expected;
    private @Nullable Future<?> timeout;

    /** @param free takes the connection once it can have another call */
    AnswerHandler(Consumer<Channel> free) {
        this.free = free;
    }

    void expect(CompletableFuture<HttpAnswer> answer, Future<?> timeoutOfIt) {
        expected = answer;
        timeout = timeoutOfIt;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        var answer = new HttpAnswer(
                response.status().code(),
                "true".equals(response.headers().get("Idempotent-Replayed")),
                ByteBufUtil.getBytes(response.content()));
        var keepAlive = HttpUtil.isKeepAlive(response);
        var call = take();
        if (keepAlive) {
            free.accept(context.channel());
        } else {
            var unused = context.close();
        }
        if (call != null) {
            call.complete(answer);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new IOException("The connection was closed before the answer came"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause instanceof IOException io ? io : new IOException(cause));
        var unused = context.close();
    }

    private void fail(IOException failure) {
        var call = take();
        if (call != null) {
            call.completeExceptionally(failure);
        }
    }

    private @Nullable CompletableFuture<HttpAnswer> take() {
        var call = expected;
        expected = null;
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
        return call;
    }
}
