package dev.sluice.gateway.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.CompletableFuture;

/** A caller that hangs up waits no longer, so its place goes to somebody else. What it asked for may be booked all the same. */
final class Disconnects {

    private Disconnects() {}

    static void cancelOn(HttpRequest<?> http, CompletableFuture<?> waiting) {
        var request = http;
        while (request instanceof HttpRequestWrapper<?> wrapper) {
            request = wrapper.getDelegate();
        }
        if (waiting.isDone() || !(request instanceof NettyHttpRequest<?> netty)) {
            return;
        }
        var closed = netty.getChannelHandlerContext().channel().closeFuture();
        ChannelFutureListener cancel = future -> waiting.cancel(false);
        closed.addListener(cancel);
        // A connection is kept for many requests, and must not collect a listener for each.
        var unused = waiting.whenComplete((answer, failure) -> closed.removeListener(cancel));
    }
}
