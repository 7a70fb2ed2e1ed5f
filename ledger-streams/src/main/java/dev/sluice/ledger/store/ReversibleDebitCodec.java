package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.ReversibleDebit.Part;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import java.util.ArrayList;
import java.util.Optional;

/** The values of the rows of {@link LedgerRow#CONSUMPTIONS}. */
final class ReversibleDebitCodec {

    private ReversibleDebitCodec() {}

    static byte[] encode(ReversibleDebit reversibleDebit) {
        var writer = new ValueWriter()
                .uuid(reversibleDebit.account().value())
                .uuid(reversibleDebit.asset().value())
                .uuid(reversibleDebit.program().value())
                .flag(reversibleDebit.captured())
                .instant(reversibleDebit.at())
                .count(reversibleDebit.parts().size());
        for (var part : reversibleDebit.parts()) {
            writer.flag(part.lot().isPresent());
            part.lot().ifPresent(lot -> writer.uuid(lot.value()));
            writer.amount(part.taken()).amount(part.reversed());
        }
        return writer.value();
    }

    static ReversibleDebit decode(EntryId entry, byte[] value) {
        var reader = new ValueReader(value);
        var account = new AccountId(reader.uuid());
        var asset = new AssetId(reader.uuid());
        var program = new ProgramId(reader.uuid());
        var captured = reader.flag();
        var at = reader.instant();
        var size = reader.count();
        var parts = new ArrayList<Part>(size);
        for (var i = 0; i < size; i++) {
            var lot = reader.flag() ? Optional.of(new LotId(reader.uuid())) : Optional.<LotId>empty();
            parts.add(new Part(lot, reader.amount(), reader.amount()));
        }
        return new ReversibleDebit(entry, account, asset, program, captured, at, parts);
    }
}
