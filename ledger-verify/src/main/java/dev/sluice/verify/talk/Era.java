package dev.sluice.verify.talk;

import java.time.Duration;

/**
 * The time for which requests and replies are still on their topics. The journal is older, and what is told of it was deleted; so
 * nothing is missed that may have been.
 *
 * @param requestsSince when the oldest request was made; {@link Long#MIN_VALUE} where none was deleted
 * @param repliesSince the same of replies
 * @param margin how long a request may have taken from its append to its reply, in milliseconds
 */
public record Era(long requestsSince, long repliesSince, long margin) {

    public static final long USUAL_MARGIN = Duration.ofHours(1).toMillis();

    /** Whether requests and entries of this time are compared with replies that may be there. */
    boolean isFollowed(long at) {
        return at >= earlier(repliesSince);
    }

    /** Whether a request of this time must have its reply. */
    boolean isReplyThere(long at) {
        return earlier(at) >= repliesSince;
    }

    /** Whether an entry or reply of this time must have its request, and all that lies between them. */
    boolean isAllThere(long at) {
        return earlier(at) >= Math.max(requestsSince, repliesSince);
    }

    /** Whether the first reply under a key must be there. */
    boolean isWhole() {
        return repliesSince == Long.MIN_VALUE;
    }

    private long earlier(long at) {
        return at == Long.MIN_VALUE || at == Long.MAX_VALUE ? at : at - margin;
    }
}
