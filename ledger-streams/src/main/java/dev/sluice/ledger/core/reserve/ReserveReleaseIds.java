package dev.sluice.ledger.core.reserve;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The ids of releases that are booked in several entries: each of them has to find the release again, so the id follows from
 * what makes it one. The layout is that of UUID version 7, so that it sorts among the others by its instant.
 */
final class ReserveReleaseIds {

    private ReserveReleaseIds() {}

    /** A plan may be disabled at the very instant at which some of what it holds came due, so the reason is part of it. */
    static ReserveReleaseId ofInstant(
            Instant at, AccountId account, AssetId asset, Optional<ReservePlanId> plan, ReserveReleaseReason reason) {
        var first = mixed(mixed(account.value()) ^ Long.rotateLeft(mixed(asset.value()), 17));
        var why = mixed(reason.name().hashCode());
        var second = mixed(first ^ plan.map(id -> mixed(id.value())).orElse(0L) ^ at.toEpochMilli() ^ why);
        var most = (at.toEpochMilli() << 16) | 0x7000L | (first >>> 52);
        var least = (0b10L << 62) | (second >>> 2);
        return new ReserveReleaseId(new UUID(most, least));
    }

    private static long mixed(UUID id) {
        return mixed(id.getMostSignificantBits()) ^ Long.rotateLeft(mixed(id.getLeastSignificantBits()), 32);
    }

    /** The finaliser of SplittableRandom. */
    private static long mixed(long value) {
        var mixed = value + 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ (mixed >>> 31);
    }
}
