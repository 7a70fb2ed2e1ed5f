package dev.sluice.gateway.http;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Names the request in each line that is logged while it is worked on, on whatever thread that is. */
record RequestIdInLog(String requestId) implements ThreadPropagatedContextElement<@Nullable String> {

    private static final String KEY = "request_id";

    @Override
    public @Nullable String updateThreadContext() {
        var before = MDC.get(KEY);
        MDC.put(KEY, requestId);
        return before;
    }

    @Override
    public void restoreThreadContext(@Nullable String before) {
        if (before == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, before);
        }
    }
}
