package dev.sluice.history.journal;

import java.io.Serial;

/** A record of the journal that can't be believed. Nothing is built on it or on what stands behind it. */
public final class BrokenJournalException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public BrokenJournalException(String message) {
        super(message);
    }

    public BrokenJournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
