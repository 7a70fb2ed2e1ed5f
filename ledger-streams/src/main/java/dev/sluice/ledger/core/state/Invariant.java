package dev.sluice.ledger.core.state;

/** The faults of rules that contradict the rows: never an answer, always somebody's bug. */
public final class Invariant {

    private Invariant() {}

    /** The exception for an entry or a row that can't be true; the shell undoes the record and tells somebody. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is of a library, and the core knows none
    public static IllegalStateException broken(String invariant, Object... arguments) {
        return new IllegalStateException("Broken invariant: " + invariant.formatted(arguments));
    }
}
