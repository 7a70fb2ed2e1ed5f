package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.topology.output.EncodedReply;
import java.util.Optional;

/**
 * The lasting half of a request that this partition coordinates: read when it is decided and when it ends, and not with each
 * answer of another partition.
 *
 * @param request its JSON
 * @param purpose what was set aside, while it is being voted on
 * @param reply what is answered when all have booked, once it is decided
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
public record PendingParts(byte[] request, Optional<Purpose> purpose, Optional<EncodedReply> reply) {

    /** Of a request that is put to the vote. */
    public static PendingParts votedOn(byte[] request, Purpose purpose) {
        return new PendingParts(request, Optional.of(purpose), Optional.empty());
    }

    /** Of a request that is decided: what was set aside is not asked for any more. */
    public static PendingParts decided(byte[] request, EncodedReply reply) {
        return new PendingParts(request, Optional.empty(), Optional.of(reply));
    }
}
