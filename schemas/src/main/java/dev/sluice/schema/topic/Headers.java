package dev.sluice.schema.topic;

/** The names of the Kafka headers; all values are UTF-8 text. */
public final class Headers {

    /** On a request, optional: the partition of the replies topic to answer on, in decimal digits. */
    public static final String REPLY_PARTITION = "reply-partition";

    /** On requests and replies: the caller's name for one attempt. */
    public static final String REQUEST_ID = "request-id";

    /** On a request, optional: who asked, for the journal; see {@link dev.sluice.schema.journal.Actor}. */
    public static final String PRINCIPAL = "principal";

    /** On a request, optional: W3C trace context. */
    public static final String TRACEPARENT = "traceparent";

    /** On a reply: the request's key. */
    public static final String IDEMPOTENCY_KEY = "idempotency-key";

    /** On a reply: {@code completed}, or the code of the refusal. */
    public static final String STATUS = "status";

    /** On a reply: {@code true} when the request had been answered before and this is that answer again. */
    public static final String REPLAYED = "replayed";

    /**
     * On a reply to what was done: {@code <partition>:<sequence>}, the newest entry of the answering partition's journal. Whoever
     * has read the journal up to there knows all that this reply tells of that partition; a repeated reply names a later place.
     */
    public static final String POSITION = "position";

    /** On a dead letter: the topic it came on. */
    public static final String SOURCE_TOPIC = "source-topic";

    /** On a dead letter: the partition it came on. */
    public static final String SOURCE_PARTITION = "source-partition";

    /** On a dead letter: its offset there. */
    public static final String SOURCE_OFFSET = "source-offset";

    /** On a dead letter: the code of the refusal and its message. */
    public static final String REASON = "reason";

    /** The value of {@link #STATUS} of a request that was done. */
    public static final String STATUS_COMPLETED = "completed";

    private Headers() {}
}
