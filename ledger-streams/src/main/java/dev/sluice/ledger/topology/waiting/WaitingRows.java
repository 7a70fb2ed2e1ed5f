package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.value.EntryId;

/** The rows of what waits, written in today's form and read in any. */
public final class WaitingRows {

    private WaitingRows() {}

    /**
     * The changing half of a coordinated request.
     *
     * @throws IllegalStateException for one that is not on its way
     */
    public static PendingRequest request(StoredLedgerView view, EntryId id) {
        return view.pending(Pending.COORDINATED_REQUESTS, id)
                .map(row -> request(id, row))
                .orElseThrow(() ->
                        new IllegalStateException("Expected request %s to be on its way, but it is not".formatted(id)));
    }

    static PendingRequest request(EntryId id, byte[] row) {
        return FirstReleaseJson.wrote(row)
                ? FirstReleaseJson.pendingRequest(id, row)
                : PendingRequestCodec.decode(id, row);
    }

    /** The lasting half of a coordinated request that is on its way. */
    public static PendingParts parts(StoredLedgerView view, EntryId id) {
        return view.pending(Pending.COORDINATED_PARTS, id)
                .map(PendingRequestCodec::decodeParts)
                .or(() -> view.pending(Pending.COORDINATED_REQUESTS, id)
                        .filter(FirstReleaseJson::wrote)
                        .map(FirstReleaseJson::pendingParts))
                .orElseThrow(() -> new IllegalStateException(
                        "Expected request %s to be on its way with all its parts, but it is not".formatted(id)));
    }

    /** Keeps how far a coordinated request has come. */
    public static void put(EffectsDraft draft, EntryId id, PendingRequest pending) {
        var before = draft.view().pending(Pending.COORDINATED_REQUESTS, id);
        // The first release had all in this row, of which only half is written here.
        before.filter(FirstReleaseJson::wrote).ifPresent(row -> put(draft, id, FirstReleaseJson.pendingParts(row)));
        draft.pending(Pending.COORDINATED_REQUESTS, id, PendingRequestCodec.encode(pending));
    }

    /** Keeps what stays of a coordinated request. */
    public static void put(EffectsDraft draft, EntryId id, PendingParts parts) {
        draft.pending(Pending.COORDINATED_PARTS, id, PendingRequestCodec.encode(parts));
    }

    /** A coordinated request has ended. */
    public static void end(EffectsDraft draft, EntryId id) {
        draft.completed(Pending.COORDINATED_REQUESTS, id);
        draft.completed(Pending.COORDINATED_PARTS, id);
    }

    /**
     * A change of the catalogue.
     *
     * @throws IllegalStateException for one that is not on its way
     */
    public static PendingBroadcast broadcast(StoredLedgerView view, EntryId id, WireFormats formats) {
        return view.pending(Pending.BROADCASTS, id)
                .map(row -> broadcast(id, row, formats))
                .orElseThrow(() ->
                        new IllegalStateException("Expected change %s to be on its way, but it is not".formatted(id)));
    }

    static PendingBroadcast broadcast(EntryId id, byte[] row, WireFormats formats) {
        return FirstReleaseJson.wrote(row)
                ? FirstReleaseJson.pendingBroadcast(id, row)
                : PendingBroadcastCodec.decode(row, formats);
    }

    /** Keeps what waits for a change of the catalogue. */
    public static void put(EffectsDraft draft, EntryId id, PendingBroadcast pending, WireFormats formats) {
        draft.pending(Pending.BROADCASTS, id, PendingBroadcastCodec.encode(pending, formats));
    }

    /** The record that is kept at a place. */
    static KeptRecord kept(StoredLedgerView view, long place) {
        return view.postponed(place)
                .map(WaitingRows::kept)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected a record to be kept at %d, but there is none".formatted(place)));
    }

    static KeptRecord kept(byte[] row) {
        return FirstReleaseJson.wrote(row) ? FirstReleaseJson.keptRecord(row) : KeptRecord.decode(row);
    }
}
