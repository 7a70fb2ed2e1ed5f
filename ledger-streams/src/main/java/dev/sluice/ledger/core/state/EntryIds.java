package dev.sluice.ledger.core.state;

import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The ids of one entry and of the lots and holds that it opens: derived, not drawn. The layout is that of UUID version 7
 * (RFC 9562): 48 bits of the ledger's time in milliseconds, then the entry's place in its partition's journal (32 bits),
 * the ordinal within the entry (13 bits), and 29 bits of a hash of (partition, sequence, ordinal). So ids of a partition
 * sort in booking order, and those of two partitions differ.
 *
 * @param sequence the entry's place in the partition's journal
 */
public record EntryIds(int partition, long sequence, Instant now) {

    /** The last one is that of coordinated requests, whose numbers are not places in the journal. */
    private static final int ORDINAL_OF_COORDINATED_REQUESTS = (1 << 13) - 1;

    private static final int ORDINAL_MAX = ORDINAL_OF_COORDINATED_REQUESTS - 1;

    /**
     * The id of something that several partitions take part in, and of all journal entries that come of it.
     *
     * @param number of requests that the partition coordinated before it
     */
    public static EntryId coordinated(int partition, long number, Instant now) {
        return new EntryId(new EntryIds(partition, number, now).layout(ORDINAL_OF_COORDINATED_REQUESTS));
    }

    /** The number by which a coordinated request was named, where it is the id of one. */
    public static OptionalLong coordinatedNumber(EntryId id) {
        var most = id.value().getMostSignificantBits();
        var least = id.value().getLeastSignificantBits();
        var ordinal = (least >>> 29) & ((1 << 13) - 1);
        return ordinal == ORDINAL_OF_COORDINATED_REQUESTS
                ? OptionalLong.of((most & 0xfff) << 20 | ((least >>> 42) & 0xf_ffffL))
                : OptionalLong.empty();
    }

    public EntryId entry() {
        return new EntryId(id(0));
    }

    /** The id of the n-th thing that the entry opens, from 1 on. */
    public LotId lot(int ordinal) {
        return new LotId(id(ordinal));
    }

    /** The id of the n-th thing that the entry opens, from 1 on. */
    public HoldId hold(int ordinal) {
        return new HoldId(id(ordinal));
    }

    /** The id of the n-th thing that the entry opens, from 1 on. */
    public ReserveReleaseId reserveRelease(int ordinal) {
        return new ReserveReleaseId(id(ordinal));
    }

    /** The id of the n-th thing that the entry opens, from 1 on. */
    public ReservePlanId reservePlan(int ordinal) {
        return new ReservePlanId(id(ordinal));
    }

    private UUID id(int ordinal) {
        if (ordinal > ORDINAL_MAX) {
            throw new IllegalStateException("An entry opens at most " + ORDINAL_MAX + " things");
        }
        return layout(ordinal);
    }

    private UUID layout(int ordinal) {
        var place = sequence & 0xffff_ffffL;
        var most = (now.toEpochMilli() << 16) | 0x7000L | (place >>> 20);
        var least = (0b10L << 62) | ((place & 0xf_ffffL) << 42) | ((long) ordinal << 29) | hash(ordinal);
        return new UUID(most, least);
    }

    /** 29 bits of a finalised multiplication (the mixer of SplittableRandom): enough to keep partitions apart. */
    private long hash(int ordinal) {
        var mixed = (((long) partition << 40) ^ (sequence << 13) ^ ordinal) + 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return (mixed ^ (mixed >>> 31)) & ((1L << 29) - 1);
    }
}
