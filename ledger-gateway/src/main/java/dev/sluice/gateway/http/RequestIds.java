package dev.sluice.gateway.http;

import io.micronaut.http.HttpRequest;
import java.util.UUID;

/** The name of one HTTP request: the caller's {@code X-Request-Id} where it is fit for a header and a log line, else a new one. */
public final class RequestIds {

    static final String HEADER = "X-Request-Id";
    static final int LENGTH_MAX = 128;

    private static final String ATTRIBUTE = "sluice.request-id";

    private RequestIds() {}

    /** The same answer all through one request. */
    public static String of(HttpRequest<?> http) {
        return http.getAttribute(ATTRIBUTE, String.class).orElseGet(() -> {
            var id = http.getHeaders()
                    .findFirst(HEADER)
                    .filter(RequestIds::isFit)
                    .orElseGet(() -> UUID.randomUUID().toString());
            http.setAttribute(ATTRIBUTE, id);
            return id;
        });
    }

    private static boolean isFit(String id) {
        return !id.isEmpty() && id.length() <= LENGTH_MAX && id.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
