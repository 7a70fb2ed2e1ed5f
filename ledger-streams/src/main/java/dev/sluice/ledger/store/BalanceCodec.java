package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.FirstRows;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.schema.value.HoldId;
import java.time.Instant;
import java.util.Optional;

/** The value of a row of {@link LedgerRow#BALANCES}. */
final class BalanceCodec {

    private BalanceCodec() {}

    static byte[] encode(Balance balance) {
        var writer = new ValueWriter()
                .amount(balance.available())
                .amount(balance.held())
                .amount(balance.deferred())
                .amount(balance.debt())
                .number(balance.lastSequence());
        var first = balance.first();
        position(writer, first.available());
        position(writer, first.held());
        hold(writer, first.hold());
        writer.instant(first.due().map(DueItem::at));
        first.due().ifPresent(due -> writer.oneByte(Codes.of(due.kind())).uuid(due.target()));
        position(writer, first.reserved());
        hold(writer, first.reserveHold());
        return writer.value();
    }

    static Balance decode(Balance.Key key, byte[] value) {
        var reader = new ValueReader(value);
        return new Balance(
                key,
                reader.amount(),
                reader.amount(),
                reader.amount(),
                reader.amount(),
                reader.number(),
                first(reader, key));
    }

    /** The first release had what reserves hold among the others. */
    private static FirstRows first(ValueReader reader, Balance.Key key) {
        var available = position(reader);
        var held = position(reader);
        var hold = hold(reader);
        var due = reader.optionalInstant().map(at -> due(reader, key, at));
        var reserved = reader.hasMore() ? position(reader) : Optional.<LotPosition>empty();
        var reserveHold = reader.hasMore() ? hold(reader) : Optional.<HoldId>empty();
        return new FirstRows(available, held, hold, reserved, reserveHold, due);
    }

    /** The first versions knew the instant only. */
    private static DueItem due(ValueReader reader, Balance.Key key, Instant at) {
        return reader.hasMore()
                ? new DueItem(
                        key.account(),
                        key.asset(),
                        at,
                        Codes.of(DueItem.Kind.values(), reader.oneByte()),
                        reader.uuid())
                : DueItem.beforeAllAt(key.account(), key.asset(), at);
    }

    private static void position(ValueWriter writer, Optional<LotPosition> position) {
        writer.flag(position.isPresent());
        position.ifPresent(there -> writer.instant(there.vintage()).number(there.sequence()));
    }

    private static Optional<LotPosition> position(ValueReader reader) {
        return reader.flag() ? Optional.of(new LotPosition(reader.instant(), reader.number())) : Optional.empty();
    }

    private static void hold(ValueWriter writer, Optional<HoldId> hold) {
        writer.flag(hold.isPresent());
        hold.ifPresent(there -> writer.uuid(there.value()));
    }

    private static Optional<HoldId> hold(ValueReader reader) {
        return reader.flag() ? Optional.of(new HoldId(reader.uuid())) : Optional.empty();
    }
}
