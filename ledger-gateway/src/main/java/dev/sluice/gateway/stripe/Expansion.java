package dev.sluice.gateway.stripe;

import java.util.Set;

/** What {@code expand[]} may name: instead of the id, the answer has the object. */
enum Expansion {
    RESERVE_HOLD("reserve_hold"),
    RESERVE_PLAN("reserve_plan"),
    /** Expands the hold too. */
    PLAN_OF_RESERVE_HOLD("reserve_hold.reserve_plan");

    /** What a hold can have expanded; a plan can nothing. */
    static final Set<Expansion> OF_HOLDS = Set.of(RESERVE_PLAN);

    static final Set<Expansion> OF_RELEASES = Set.of(values());

    private final String path;

    Expansion(String path) {
        this.path = path;
    }

    /** The names on the way to it, with dots between. */
    String path() {
        return path;
    }
}
