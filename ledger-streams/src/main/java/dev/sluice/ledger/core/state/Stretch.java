package dev.sluice.ledger.core.state;

import java.util.Optional;
import java.util.UUID;

/**
 * The part of a list that is read: the things older than one, newest first, or those newer than it, oldest first.
 *
 * @param beyond the thing itself, which is not part of it; the end of the list when absent
 */
public record Stretch(boolean newestFirst, Optional<UUID> beyond) {

    /** All there are, newest first. */
    public static final Stretch ALL = new Stretch(true, Optional.empty());
}
