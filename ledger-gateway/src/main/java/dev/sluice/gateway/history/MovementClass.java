package dev.sluice.gateway.history;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.value.SystemAccount;
import java.util.Locale;

/**
 * The class of a movement in a rollforward. What accounts gain or lose stands on a system account on the other side, so that the type
 * of the entry and that system account tell the class of every unit; what moves between accounts of one partition, or between
 * buckets, stands on none and changes no sum.
 */
enum MovementClass {
    ISSUED,
    DEBITED,
    REDEEMED,
    FORFEITED,
    EXPIRED,
    VOIDED,
    TRANSFERRED,
    REVERSED,
    FUNDED,
    BURNT;

    /**
     * The class of what an entry of this type put on this system account.
     *
     * @throws IllegalStateException for what no entry of this type does: a report that left it out would be wrong
     */
    static MovementClass of(String entryType, String systemAccount) {
        var type = EntryType.valueOf(entryType);
        return switch (SystemAccount.valueOf(systemAccount)) {
            case SYSTEM_ISSUANCE -> issuance(type);
            case SYSTEM_REDEMPTION -> redemption(type);
            case SYSTEM_BREAKAGE -> breakage(type);
            // Value on its way between partitions: what has left one and not reached the other yet.
            case SYSTEM_TRANSIT -> TRANSFERRED;
        };
    }

    private static MovementClass issuance(EntryType type) {
        return switch (type) {
            case CREDIT -> ISSUED;
            case DEBIT -> DEBITED;
            case VOID_HOLD -> VOIDED;
            case REVERSAL -> REVERSED;
            case FUND -> FUNDED;
            case HOLD,
                    RELEASE,
                    FORFEIT,
                    CAPTURE,
                    EXPIRY,
                    MATURITY,
                    HOLD_EXPIRY,
                    TRANSFER,
                    BURN,
                    RESERVE_RELEASE,
                    REVERSAL_SET_ASIDE,
                    REVERSAL_RESTORED,
                    TRANSFER_SET_ASIDE,
                    TRANSFER_RESTORED,
                    RESERVE_STORED,
                    PROGRAM_STORED,
                    ASSET_STORED,
                    OWNER_STORED -> throw unknown(type, "SYSTEM_ISSUANCE");
        };
    }

    private static MovementClass redemption(EntryType type) {
        return switch (type) {
            case CAPTURE -> REDEEMED;
            case REVERSAL -> REVERSED;
            case CREDIT,
                    DEBIT,
                    HOLD,
                    RELEASE,
                    FORFEIT,
                    VOID_HOLD,
                    EXPIRY,
                    MATURITY,
                    HOLD_EXPIRY,
                    TRANSFER,
                    FUND,
                    BURN,
                    RESERVE_RELEASE,
                    REVERSAL_SET_ASIDE,
                    REVERSAL_RESTORED,
                    TRANSFER_SET_ASIDE,
                    TRANSFER_RESTORED,
                    RESERVE_STORED,
                    PROGRAM_STORED,
                    ASSET_STORED,
                    OWNER_STORED -> throw unknown(type, "SYSTEM_REDEMPTION");
        };
    }

    /** Whatever else an entry does, value that lapsed on its way is told in it. */
    private static MovementClass breakage(EntryType type) {
        return switch (type) {
            case FORFEIT -> FORFEITED;
            case BURN -> BURNT;
            case EXPIRY,
                    RELEASE,
                    CAPTURE,
                    HOLD_EXPIRY,
                    MATURITY,
                    RESERVE_RELEASE,
                    VOID_HOLD,
                    REVERSAL,
                    CREDIT,
                    DEBIT,
                    HOLD,
                    TRANSFER,
                    TRANSFER_RESTORED -> EXPIRED;
            case FUND,
                    REVERSAL_SET_ASIDE,
                    REVERSAL_RESTORED,
                    TRANSFER_SET_ASIDE,
                    RESERVE_STORED,
                    PROGRAM_STORED,
                    ASSET_STORED,
                    OWNER_STORED -> throw unknown(type, "SYSTEM_BREAKAGE");
        };
    }

    private static IllegalStateException unknown(EntryType type, String systemAccount) {
        return new IllegalStateException(
                "Expected to know what a %s does on %s, but nothing is known of it".formatted(type, systemAccount));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
