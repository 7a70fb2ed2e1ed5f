package dev.sluice.gateway.http;

import java.util.Locale;

/**
 * The code of a refusal that the gateway alone can give; it never passes a topic, so it is not among the ledger's rejection
 * codes.
 */
public enum GatewayCode {
    /** No API key, or one that is not known. */
    UNAUTHORIZED(401),
    /** The key has not the scope that the call needs. */
    FORBIDDEN(403),
    /** No call has this path; or, with status 405, this method. */
    ROUTE_NOT_FOUND(404),
    /** In the Stripe dialect: the call has no parameter of this name. */
    PARAMETER_UNKNOWN(400),
    /** What a question to history names is not in it. */
    HISTORY_NOT_FOUND(404),
    /** The body is above 1 MiB, or the request is larger than Kafka takes. */
    REQUEST_TOO_LARGE(413),
    /** The key's rate limit is used up for the moment. */
    TOO_MANY_REQUESTS(429),
    /** A fault of the gateway. */
    INTERNAL_ERROR(500),
    /** The request was not sent: Kafka does not take it, no reply could be received, or too many are waiting. */
    LEDGER_UNAVAILABLE(503),
    /** There is no history here, or it can't be reached; the ledger's own calls do without it. */
    HISTORY_UNAVAILABLE(503),
    /** History has not yet read what the question must know; try again in a moment. */
    HISTORY_BEHIND(503),
    /** The outcome is unknown: repeat with the same key. */
    RESULT_PENDING(504),
    /** The answer took longer than a question to history may; ask for less. */
    HISTORY_TIMEOUT(504);

    private final int httpStatus;

    GatewayCode(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The stable name in problem documents, such as {@code result_pending}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
