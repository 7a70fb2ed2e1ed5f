package dev.sluice.ledger.core.model;

import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.schema.request.Operation;
import java.time.Instant;
import java.util.List;

/** Is told what runs meet, so that a generator that has stopped to make something is found out. */
interface Witness {

    void answered(Operation operation, Verdict answer);

    /** So much has fallen due on what a request is about to touch, in the order of its instants; perhaps nothing. */
    default void due(List<DueItem> items, Instant now) {}
}
