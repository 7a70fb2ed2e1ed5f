package dev.sluice.cli.bench.load;

import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.http.LedgerHttp;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The way in through the gateway, over connections that stay open. */
final class HttpCaller implements CallSender {

    private final LedgerHttp http;
    private final String keys;
    private final Listener listener;

    HttpCaller(Door.Http gateway, String keys, Listener listener) {
        this.http = LedgerHttp.to(gateway.url(), gateway.apiKey(), gateway.connections());
        this.keys = keys;
        this.listener = listener;
    }

    @Override
    public void send(long number, Call call) {
        var body = call.body().getBytes(StandardCharsets.ISO_8859_1);
        var unused = http.call(HttpMethod.POST, call.path(), body, Map.of("Idempotency-Key", keys + number))
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        listener.accepted(number);
                        tell(number, answer);
                    } else {
                        listener.failed(number, failure.getClass().getSimpleName());
                    }
                });
    }

    private void tell(long number, HttpAnswer answer) {
        if (answer.isSuccess()) {
            listener.answered(number, "");
        } else if (answer.status() == HttpResponseStatus.SERVICE_UNAVAILABLE.code()) {
            listener.turnedAway(number);
        } else if (answer.status() >= 500) {
            // Whether it was done is not known, so it counts as not answered.
            listener.failed(number, "HTTP " + answer.status());
        } else {
            listener.answered(number, answer.json().path("code").asText("HTTP " + answer.status()));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
