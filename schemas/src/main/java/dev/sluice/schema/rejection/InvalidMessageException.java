package dev.sluice.schema.rejection;

import java.util.List;

/** A message does not keep the contract. Thrown while a message is read or made, before anything is decided. */
public final class InvalidMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public InvalidMessageException(List<Violation> violations) {
        super(Rejection.of(violations).message(), null, false, false);
        this.violations = List.copyOf(violations);
    }

    public InvalidMessageException(RejectionCode code, String pointer, String detail) {
        this(List.of(new Violation(code, pointer, detail)));
    }

    /** All that is wrong, at least one. */
    public List<Violation> violations() {
        return violations;
    }

    public Rejection toRejection() {
        return Rejection.of(violations);
    }
}
