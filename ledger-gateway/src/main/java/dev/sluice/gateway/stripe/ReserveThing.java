package dev.sluice.gateway.stripe;

import dev.sluice.schema.rejection.RejectionCode;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The things that reserves are made of, and how their ids are written: a prefix and the 32 digits of the UUID, which begins with
 * the time, so that ids sort by it.
 */
enum ReserveThing {
    HOLD("reshold_", "reserve hold", RejectionCode.RESERVE_HOLD_NOT_FOUND),
    RELEASE("resrel_", "reserve release", RejectionCode.RESERVE_RELEASE_NOT_FOUND),
    PLAN("resplan_", "reserve plan", RejectionCode.RESERVE_PLAN_NOT_FOUND);

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");
    private static final int HALF = 16;

    private final String prefix;
    private final String words;
    private final RejectionCode notFound;

    ReserveThing(String prefix, String words, RejectionCode notFound) {
        this.prefix = prefix;
        this.words = words;
        this.notFound = notFound;
    }

    /** What a text that is no id is refused with too: nobody has made a thing of that name. */
    RejectionCode notFound() {
        return notFound;
    }

    /** Such as "reserve hold", for messages. */
    String words() {
        return words;
    }

    /** What ids begin with. */
    String prefix() {
        return prefix;
    }

    String idOf(UUID uuid) {
        return prefix + uuid.toString().replace("-", "");
    }

    /** The UUID of an id; empty where the text is not an id of this thing, to the letter. */
    Optional<UUID> uuidOf(String id) {
        if (!id.startsWith(prefix)) {
            return Optional.empty();
        }
        var digits = id.substring(prefix.length());
        return DIGITS.matcher(digits).matches()
                ? Optional.of(new UUID(
                        HexFormat.fromHexDigitsToLong(digits, 0, HALF),
                        HexFormat.fromHexDigitsToLong(digits, HALF, digits.length())))
                : Optional.empty();
    }
}
