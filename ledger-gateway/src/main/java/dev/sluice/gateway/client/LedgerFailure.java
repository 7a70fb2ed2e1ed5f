package dev.sluice.gateway.client;

import java.io.Serial;

/** There is no answer of the ledger. Expected in operation, so it carries no stack trace. */
public abstract sealed class LedgerFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private LedgerFailure(String message) {
        super(message, null, false, false);
    }

    /** "Expected …, but …", fit to be shown to the caller. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The request was not sent; nothing has happened. */
    public static final class Unavailable extends LedgerFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }
    }

    /** The request is larger than Kafka takes, so that repeating it never helps. It was not sent; nothing has happened. */
    public static final class TooLarge extends LedgerFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super(message);
        }
    }

    /** The request may have been sent and no reply has come: whether it was booked is not known. */
    public static final class Pending extends LedgerFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        public Pending(String message) {
            super(message);
        }
    }

    /** A reply came and could not be read, which is a fault of ours. */
    public static final class Unreadable extends LedgerFailure {
        @Serial
        private static final long serialVersionUID = 1L;

        public Unreadable(String message) {
            super(message);
        }
    }
}
