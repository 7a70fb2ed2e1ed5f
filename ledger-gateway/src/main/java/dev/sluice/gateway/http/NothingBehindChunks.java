package dev.sluice.gateway.http;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Ends each HTTP/1.1 connection with the first request that comes in chunks. Netty takes a length beside the chunks for nothing and
 * doesn't tell of it, while a proxy may go by the length: then what it takes for the end of a body would be read here as the next request, in
 * whosoever's name. RFC 9112, 6.1, wants the connection to end where both are given; those who send chunks alone connect anew.
 */
@Singleton
final class NothingBehindChunks implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> created) {
        var registry = created.getBean();
        registry.register(new OfEachChannel(null));
        return registry;
    }

    /** The customizer of one channel, or of none yet. */
    private record OfEachChannel(@Nullable Channel channel) implements NettyServerCustomizer {

        @Override
        public NettyServerCustomizer specializeForChannel(Channel opened, ChannelRole role) {
            return new OfEachChannel(opened);
        }

        @Override
        public void onStreamPipelineBuilt() {
            var codec = channel == null ? null : channel.pipeline().context(HttpServerCodec.class);
            // There is none where HTTP/2 is spoken, which has no chunks.
            if (codec != null) {
                codec.pipeline().addAfter(codec.name(), "nothing-behind-chunks", new Handler());
            }
        }
    }

    /** Passes over what comes behind a request in chunks, and ends the connection with its answer. */
    private static final class Handler extends ChannelDuplexHandler {

        private boolean inChunks;
        private boolean isOver;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (isOver) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (message instanceof HttpRequest request) {
                inChunks = HttpUtil.isTransferEncodingChunked(request);
            }
            isOver = inChunks && message instanceof LastHttpContent;
            super.channelRead(context, message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            // One that only says to go on is no answer yet.
            if (inChunks && !(message instanceof HttpResponse said && isInformational(said))) {
                if (message instanceof HttpResponse answer) {
                    answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                }
                if (message instanceof LastHttpContent) {
                    promise.unvoid().addListener(ChannelFutureListener.CLOSE);
                }
            }
            super.write(context, message, promise);
        }

        private static boolean isInformational(HttpResponse response) {
            return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
    }
}
