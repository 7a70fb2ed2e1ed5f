package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import java.util.Optional;

/** The values of the rows of store lots. */
final class LotCodec {

    private LotCodec() {}

    static byte[] encode(Lot lot) {
        var writer = new ValueWriter()
                .uuid(lot.asset().value())
                .instant(lot.position().vintage())
                .number(lot.position().sequence())
                .amount(lot.amount())
                .amount(lot.remaining())
                .instant(lot.expiresAt())
                .instant(lot.maturesAt())
                .text(lot.referenceId())
                .oneByte(Codes.of(lot.origin()))
                .flag(lot.finish().isPresent());
        lot.finish().ifPresent(finish -> writer.instant(finish.at()).flag(finish.expired()));
        return writer.value();
    }

    static Lot decode(Lot.Key key, byte[] value) {
        var reader = new ValueReader(value);
        return new Lot(
                key.account(),
                new AssetId(reader.uuid()),
                key.id(),
                new LotPosition(reader.instant(), reader.number()),
                reader.amount(),
                reader.amount(),
                reader.optionalInstant(),
                reader.optionalInstant(),
                reader.optionalText(),
                Codes.of(LotOrigin.values(), reader.oneByte()),
                reader.flag() ? Optional.of(new Lot.Finish(reader.instant(), reader.flag())) : Optional.empty());
    }

    static byte[] encode(Slice slice) {
        return new ValueWriter()
                .uuid(slice.lot().value())
                .amount(slice.remaining())
                .instant(slice.expiresAt())
                .text(slice.referenceId())
                .value();
    }

    static Slice decode(Slice.Key key, byte[] value) {
        var reader = new ValueReader(value);
        return new Slice(
                key, new LotId(reader.uuid()), reader.amount(), reader.optionalInstant(), reader.optionalText());
    }

    static byte[] encode(LotId lot) {
        return new ValueWriter().uuid(lot.value()).value();
    }

    static LotId decodeId(byte[] value) {
        return new LotId(new ValueReader(value).uuid());
    }
}
