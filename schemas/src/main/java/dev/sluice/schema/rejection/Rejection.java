package dev.sluice.schema.rejection;

import java.util.Comparator;
import java.util.List;

/**
 * A typed "no": data, never an exception of the ledger.
 *
 * @param message "Expected …, but …": fit to be shown to the caller
 * @param errors the fields at fault, where it is a matter of fields, the first {@value #ERRORS_MAX} of them; empty otherwise
 */
public record Rejection(RejectionCode code, String message, List<FieldError> errors) {

    /** A refusal lists no more: the bytes of a bad request can have a fault each. */
    public static final int ERRORS_MAX = 20;

    /** Any field of the contract is found by less; a caller's own name for one may be as long as its message. */
    private static final int POINTER_LENGTH_MAX = 300;

    /** A field at fault: a JSON pointer in a URI fragment, and what was expected there. */
    public record FieldError(String pointer, String detail) {}

    public Rejection {
        errors = List.copyOf(errors);
    }

    public static Rejection because(RejectionCode code, String message) {
        return new Rejection(code, message, List.of());
    }

    public static Rejection atField(RejectionCode code, String pointer, String message) {
        return new Rejection(code, message, List.of(new FieldError(pointer, message)));
    }

    /** The first of the faults in the documented order gives the code and the message; it and the next ones are listed. */
    public static Rejection of(List<Violation> violations) {
        var ordered = violations.stream()
                .sorted(Comparator.comparing(Violation::code))
                .toList();
        var first = ordered.getFirst();
        var errors = ordered.stream()
                .limit(ERRORS_MAX)
                .map(violation -> new FieldError(shortened(violation.pointer()), violation.detail()))
                .toList();
        var message = first.pointer().equals("#")
                ? first.detail()
                : shortened(first.pointer()).substring(2) + ": " + first.detail();
        return new Rejection(first.code(), message, errors);
    }

    /** Cut between characters, since half of one can't be written to a topic. */
    private static String shortened(String pointer) {
        return pointer.codePointCount(0, pointer.length()) <= POINTER_LENGTH_MAX
                ? pointer
                : pointer.substring(0, pointer.offsetByCodePoints(0, POINTER_LENGTH_MAX)) + '…';
    }
}
