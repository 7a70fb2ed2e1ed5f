package dev.sluice.ledger.topology.output;

/** The finding, while a request is worked out, that what it does would not fit into a record: a smaller request would. */
public final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String expectation;

    public TooLargeException(String what, long bytes, int bytesMax) {
        this("Expected an operation whose %s has at most %d bytes, but it would have %d"
                .formatted(what, bytesMax, bytes));
    }

    private TooLargeException(String expectation) {
        super(expectation);
        this.expectation = expectation;
    }

    /** Fit to be told to the caller. */
    public String expectation() {
        return expectation;
    }
}
