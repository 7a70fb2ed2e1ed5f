package dev.sluice.verify.log;

/** A log that can't be read to its end. The message says why. */
public final class LogUnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogUnreadableException(String message) {
        super(message);
    }
}
