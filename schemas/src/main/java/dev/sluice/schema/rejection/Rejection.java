package dev.sluice.schema.rejection;

import java.util.Comparator;
import java.util.List;

/**
 * A typed "no": data, never an exception of the ledger.
 *
 * @param message "Expected …, but …": fit to be shown to the caller
 * @param errors the fields at fault, where it is a matter of fields; empty otherwise
 */
public record Rejection(RejectionCode code, String message, List<FieldError> errors) {

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

    /** The first of the faults in the documented order gives the code and the message; all of them are listed. */
    public static Rejection of(List<Violation> violations) {
        var ordered = violations.stream()
                .sorted(Comparator.comparing(Violation::code))
                .toList();
        var first = ordered.getFirst();
        var errors = ordered.stream()
                .map(violation -> new FieldError(violation.pointer(), violation.detail()))
                .toList();
        var message =
                first.pointer().equals("#") ? first.detail() : first.pointer().substring(2) + ": " + first.detail();
        return new Rejection(first.code(), message, errors);
    }
}
