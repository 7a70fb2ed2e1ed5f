package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
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
        position(writer, balance.firstAvailable());
        position(writer, balance.firstHeld());
        writer.flag(balance.firstOpenHold().isPresent());
        balance.firstOpenHold().ifPresent(hold -> writer.uuid(hold.value()));
        writer.instant(balance.nextDue().map(DueItem::at));
        balance.nextDue().ifPresent(due -> writer.oneByte(Codes.of(due.kind())).uuid(due.target()));
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
                position(reader),
                position(reader),
                reader.flag() ? Optional.of(new HoldId(reader.uuid())) : Optional.empty(),
                reader.optionalInstant().map(at -> due(reader, key, at)));
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
}
