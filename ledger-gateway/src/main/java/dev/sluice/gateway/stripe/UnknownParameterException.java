package dev.sluice.gateway.stripe;

import java.io.Serial;

/** The call has no such parameter; a typo must not change what is done with money. */
final class UnknownParameterException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String parameter;

    UnknownParameterException(String parameter, String detail) {
        super(detail, null, false, false);
        this.parameter = parameter;
    }

    /** Such as {@code release_schedule[until]}. */
    String parameter() {
        return parameter;
    }
}
