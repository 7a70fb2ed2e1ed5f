package dev.sluice.gateway.client;

import dev.sluice.schema.reply.Reply;
import java.util.Optional;

/**
 * The ledger's reply to a request.
 *
 * @param replayed whether the request had been answered before, and this is that answer again
 * @param position the place in the journal, {@code <partition>:<sequence>}, up to which the reply tells; absent of a refusal
 */
public record Answer(Reply reply, boolean replayed, Optional<String> position) {

    /** An answer of which no place is known, as an older ledger gives it. */
    public Answer(Reply reply, boolean replayed) {
        this(reply, replayed, Optional.empty());
    }
}
