package dev.sluice.verify.books;

import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The amounts that a reply tells of an entry, as its postings add up to them. */
public final class Amounts {

    private Amounts() {}

    /** What the entry did of what it was asked for. */
    public static BigDecimal processed(Entry entry) {
        return switch (entry.type()) {
            case HOLD -> entry.sum(posting -> posting.side() == Side.HELD);
            case RELEASE, VOID_HOLD, RESERVE_RELEASE, HOLD_EXPIRY ->
                entry.sum(posting -> posting.side() == Side.HELD).negate();
            case FORFEIT -> expired(entry);
            case CAPTURE -> entry.sum(posting -> posting.side() == Side.SYSTEM_REDEMPTION);
            case CREDIT, REVERSAL -> Reversals.otherSide(entry).negate();
            case DEBIT -> Reversals.otherSide(entry);
            case FUND -> entry.sum(posting -> posting.side() == Side.AVAILABLE);
            default -> entry.sum(posting -> posting.isOn(entry.account())).negate();
        };
    }

    /** What went to SYSTEM_BREAKAGE. */
    public static BigDecimal expired(Entry entry) {
        return entry.sum(posting -> posting.side() == Side.SYSTEM_BREAKAGE);
    }

    /** What a capture gave back of the holds that it ended. */
    public static BigDecimal released(Entry entry) {
        var redeemed = entry.sum(posting -> posting.side() == Side.SYSTEM_REDEMPTION);
        var left = entry.sum(posting -> posting.side() == Side.HELD).negate();
        return left.subtract(redeemed).max(BigDecimal.ZERO);
    }

    /** So much of each lot. */
    public static Map<UUID, BigDecimal> lots(Entry entry) throws UnreadableException {
        var sums = new HashMap<UUID, BigDecimal>();
        if (entry.type() == EntryType.CREDIT) {
            // Some of it may have gone on at once: to a debt, under a plan's hold, or because it had expired.
            for (var lot : entry.facts("lot_opened")) {
                sums.merge(Trees.id(lot, "lot_id"), Trees.amount(lot, "amount"), BigDecimal::add);
            }
            return sums;
        }
        for (var posting : entry.postings()) {
            if (posting.side() == Side.SYSTEM_REDEMPTION && entry.type() == EntryType.CAPTURE) {
                // What stands behind it was released.
                return sums;
            }
            if (posting.isOn(entry.account()) && posting.lot().isPresent() && isTold(entry, posting)) {
                sums.merge(posting.lot().get(), posting.amount().abs(), BigDecimal::add);
            }
        }
        return sums;
    }

    private static boolean isTold(Entry entry, Posting posting) {
        return switch (entry.type()) {
            case HOLD -> posting.side() == Side.HELD;
            case RELEASE, VOID_HOLD -> posting.side() == Side.HELD;
            case REVERSAL -> posting.comesIn();
            default -> !posting.comesIn();
        };
    }
}
