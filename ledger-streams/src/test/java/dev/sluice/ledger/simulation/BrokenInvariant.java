package dev.sluice.ledger.simulation;

/** Something that must always be true was not. */
final class BrokenInvariant extends AssertionError {

    private static final long serialVersionUID = 1L;

    private BrokenInvariant(String message) {
        super(message);
    }

    static void unless(boolean holds, String rule, Object subject) {
        if (!holds) {
            throw new BrokenInvariant("Broken invariant: %s, but got %s".formatted(rule, subject));
        }
    }
}
