package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.ledger.core.state.StateChanges;
import dev.sluice.schema.value.Bucket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Puts the rows of holds into a batch, with all that indexes them. A hold's row tells which slices are under it, so the two go together. */
final class HoldRowWriter {

    private final RowBatch batch;
    private final EndedRowWriter ended;

    /**
     * A writer into one batch.
     *
     * @param ended into the same batch
     */
    HoldRowWriter(RowBatch batch, EndedRowWriter ended) {
        this.batch = batch;
        this.ended = ended;
    }

    /** An open hold's row, and where it is. */
    private record Found(HoldPlace place, StoredHold row) {}

    void put(StateChanges changes) {
        var slices = new LinkedHashMap<HoldState.Key, Map<Slice.Key, Optional<Slice>>>();
        changes.holds().keySet().forEach(hold -> slices.put(hold, new LinkedHashMap<>()));
        changes.slices().forEach((key, slice) -> {
            if (key.bucket() == Bucket.HELD) {
                slices.computeIfAbsent(holdOf(key), hold -> new LinkedHashMap<>())
                        .put(key, slice);
            }
        });
        slices.forEach(
                (hold, moved) -> put(hold, Optional.ofNullable(changes.holds().get(hold)), moved));
    }

    private static HoldState.Key holdOf(Slice.Key slice) {
        return new HoldState.Key(slice.account(), slice.asset(), slice.hold().orElseThrow());
    }

    /**
     * Writes a hold and what is under it.
     *
     * @param changed the new state; empty where only slices moved
     * @param moved the slices under it that moved; empty where one is gone
     */
    private void put(HoldState.Key key, Optional<HoldState> changed, Map<Slice.Key, Optional<Slice>> moved) {
        var found = find(key, changed);
        var state = changed.or(() -> found.map(open -> open.row().state()))
                .orElseThrow(() -> new IllegalStateException("There are slices under " + key + " but no such hold"));
        var place = found.map(Found::place).orElseGet(() -> HoldPlace.of(state));
        moved.forEach((slice, there) -> there.ifPresentOrElse(
                left -> batch.put(place.slices(), place.key(slice), LotCodec.encode(left)),
                () -> batch.delete(place.slices(), place.key(slice))));
        var row = new StoredHold(state, slices(found.map(Found::row), moved));
        if (found.isPresent() && found.get().row().equals(row)) {
            return;
        }
        if (state.isOpen()) {
            batch.put(place.holds(), place.key(key), row.encode());
            if (found.isEmpty()) {
                state.referenceId().ifPresent(reference -> HoldReferences.add(batch, key, reference));
            }
        } else if (found.isPresent()) {
            close(place, row);
        } else {
            ended.closed(row);
        }
    }

    private Optional<Found> find(HoldState.Key key, Optional<HoldState> changed) {
        for (var place : HoldPlace.whereOpen(changed)) {
            var row = batch.get(place.holds(), place.key(key));
            if (row.isPresent()) {
                return Optional.of(new Found(place, StoredHold.decode(key, row.get())));
            }
        }
        return Optional.empty();
    }

    private static List<LotPosition> slices(Optional<StoredHold> before, Map<Slice.Key, Optional<Slice>> moved) {
        var slices = new TreeSet<>(before.map(StoredHold::slices).orElse(List.of()));
        moved.forEach((key, slice) -> {
            if (slice.isPresent()) {
                slices.add(key.position());
            } else {
                slices.remove(key.position());
            }
        });
        return new ArrayList<>(slices);
    }

    /** Puts an open hold and the slices under it into another place. */
    static void move(RowBatch batch, StoredHold hold, HoldPlace from, HoldPlace to) {
        var key = hold.state().key();
        batch.delete(from.holds(), from.key(key));
        batch.put(to.holds(), to.key(key), hold.encode());
        for (var position : hold.slices()) {
            var slice = new Slice.Key(key.account(), key.asset(), Bucket.HELD, position, Optional.of(key.id()));
            var value = batch.get(from.slices(), from.key(slice))
                    .orElseThrow(() -> new IllegalStateException("The row of a hold speaks of " + slice));
            batch.delete(from.slices(), from.key(slice));
            batch.put(to.slices(), to.key(slice), value);
        }
    }

    private void close(HoldPlace place, StoredHold row) {
        var state = row.state();
        if (!row.slices().isEmpty()) {
            throw new IllegalStateException("Hold " + state.key() + " is closed with slices under it");
        }
        batch.delete(place.holds(), place.key(state.key()));
        state.referenceId().ifPresent(reference -> HoldReferences.remove(batch, state.key(), reference));
        ended.closed(row);
    }
}
