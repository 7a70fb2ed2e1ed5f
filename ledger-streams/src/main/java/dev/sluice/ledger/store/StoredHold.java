package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.ProgramId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@link LedgerRow#OPEN_HOLDS} or {@link LedgerRow#CLOSED_HOLDS}.
 *
 * @param slices the positions of the lots that have a slice under the hold, in the order of spending; none under a closed one
 */
record StoredHold(HoldState state, List<LotPosition> slices) {

    private static final int POSITION_LENGTH = 2 * Long.BYTES;

    byte[] encode() {
        var writer = new ValueWriter()
                .uuid(state.program().value())
                .amount(state.amount())
                .amount(state.remaining())
                .amount(state.captured())
                .amount(state.released())
                .amount(state.forfeited())
                .oneByte(Codes.of(state.origin()))
                .text(state.referenceId())
                .instant(state.createdAt())
                .instant(state.expiresAt())
                .texts(state.metadata())
                .instant(state.closedAt())
                .count(slices.size());
        for (var position : slices) {
            writer.instant(position.vintage()).number(position.sequence());
        }
        writer.flag(state.openedBy().isPresent());
        state.openedBy().ifPresent(entry -> writer.uuid(entry.value()));
        return writer.value();
    }

    static StoredHold decode(HoldState.Key key, byte[] value) {
        var reader = new ValueReader(value);
        var state = state(key, reader);
        var size = reader.count();
        var slices = new ArrayList<LotPosition>(size);
        for (var i = 0; i < size; i++) {
            slices.add(new LotPosition(reader.instant(), reader.number()));
        }
        return new StoredHold(state.openedBy(openedBy(reader)), slices);
    }

    /** The hold alone, for those who don't ask for what is under it. */
    static HoldState decodeState(HoldState.Key key, byte[] value) {
        var reader = new ValueReader(value);
        var state = state(key, reader);
        reader.skip(reader.count() * POSITION_LENGTH);
        return state.openedBy(openedBy(reader));
    }

    /** The first release didn't know. */
    private static Optional<EntryId> openedBy(ValueReader reader) {
        return reader.hasMore() && reader.flag() ? Optional.of(new EntryId(reader.uuid())) : Optional.empty();
    }

    private static HoldState state(HoldState.Key key, ValueReader reader) {
        return new HoldState(
                key,
                new ProgramId(reader.uuid()),
                reader.amount(),
                reader.amount(),
                reader.amount(),
                reader.amount(),
                reader.amount(),
                Codes.of(HoldOrigin.values(), reader.oneByte()),
                reader.optionalText(),
                reader.instant(),
                reader.optionalInstant(),
                reader.texts(),
                reader.optionalInstant(),
                Optional.empty());
    }
}
