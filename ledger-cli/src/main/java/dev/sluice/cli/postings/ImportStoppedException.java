package dev.sluice.cli.postings;

/** An import that ended before its time. What was answered is booked; the same import again goes on from there. */
public final class ImportStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ImportStoppedException(String message) {
        super(message);
    }

    ImportStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
