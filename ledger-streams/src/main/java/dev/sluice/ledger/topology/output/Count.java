package dev.sluice.ledger.topology.output;

import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Operation;

/** Something that a meter shows of a record. */
public sealed interface Count {

    /** A request came to this outcome. */
    record RequestCounted(Operation operation, LedgerMeters.Outcome outcome) implements Count {}

    /** A record was put aside for this reason. */
    record DeadLetterCounted(RejectionCode reason) implements Count {}

    /** The ledger met a fault of its own. */
    record FaultCounted() implements Count {}

    /** Entries were booked because time has passed, on accounts that nobody touched. */
    record SweepCounted(int entries) implements Count {}

    /** Rows were forgotten because their retention was over. */
    record ForgottenCounted(int rows) implements Count {}
}
