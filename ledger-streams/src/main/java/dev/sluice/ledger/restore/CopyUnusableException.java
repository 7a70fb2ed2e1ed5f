package dev.sluice.ledger.restore;

import java.io.IOException;

/** A copy that is no whole journal of a ledger, from its beginning on: nothing can be made of it. */
public final class CopyUnusableException extends IOException {

    private static final long serialVersionUID = 1L;

    CopyUnusableException(String message) {
        super(message);
    }
}
