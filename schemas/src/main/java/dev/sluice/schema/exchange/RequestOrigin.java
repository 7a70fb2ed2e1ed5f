package dev.sluice.schema.exchange;

import dev.sluice.schema.journal.Actor;
import java.util.Optional;

/**
 * The origin of a request, as the headers of its record say it: where the reply goes and what to write beside it.
 *
 * @param replyPartition the partition of the replies topic to answer on; that of the account's key when absent
 * @param requestId the caller's name for this attempt, given back as a header
 * @param principal who asked, for the journal
 * @param traceparent W3C trace context, passed on
 */
public record RequestOrigin(
        Optional<Integer> replyPartition,
        Optional<String> requestId,
        Optional<String> principal,
        Optional<String> traceparent) {

    public static final RequestOrigin UNKNOWN =
            new RequestOrigin(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same, unless it says that an API key asks: then nobody is named. */
    public RequestOrigin withoutApiKey() {
        var believed = principal.filter(said -> !(Actor.of(Optional.of(said)) instanceof Actor.ApiKey));
        return new RequestOrigin(replyPartition, requestId, believed, traceparent);
    }
}
