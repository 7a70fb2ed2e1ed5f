package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.store.ValueReader;
import dev.sluice.ledger.store.ValueWriter;
import dev.sluice.ledger.topology.output.EncodedReply;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of a change of the catalogue that is on its way. A field is added at the end. */
public final class PendingBroadcastCodec {

    private PendingBroadcastCodec() {}

    public static byte[] encode(PendingBroadcast pending, WireFormats formats) {
        var writer = new ValueWriter()
                .uuid(pending.entity().value())
                .block(formats.catalog(pending.fact()))
                .instant(pending.since())
                .count(pending.missing().size());
        pending.missing().forEach(writer::count);
        writer.count(pending.promises().size());
        for (var promise : pending.promises()) {
            writer.text(promise.idempotencyKey().value())
                    .flag(promise.fingerprint().isPresent());
            promise.fingerprint().ifPresent(writer::block);
            writer.text(promise.reply().status()).block(promise.reply().value());
            AttemptsCodec.write(writer, promise.attempts());
        }
        return writer.value();
    }

    public static PendingBroadcast decode(byte[] row, WireFormats formats) {
        var reader = new ValueReader(row);
        return new PendingBroadcast(
                new AccountId(reader.uuid()),
                fact(reader.block(), formats),
                reader.instant(),
                partitions(reader),
                promises(reader));
    }

    private static Fact.OfTheCatalogue fact(byte[] entity, WireFormats formats) {
        return switch (formats.entities().read(entity)) {
            case Program program -> new Fact.ProgramStored(program);
            case Asset asset -> new Fact.AssetStored(asset);
        };
    }

    private static List<Integer> partitions(ValueReader reader) {
        var size = reader.count();
        var partitions = new ArrayList<Integer>(size);
        for (var i = 0; i < size; i++) {
            partitions.add(reader.count());
        }
        return partitions;
    }

    private static List<PendingBroadcast.Promise> promises(ValueReader reader) {
        var size = reader.count();
        var promises = new ArrayList<PendingBroadcast.Promise>(size);
        for (var i = 0; i < size; i++) {
            var key = new IdempotencyKey(reader.text());
            var fingerprint = reader.flag() ? Optional.of(reader.block()) : Optional.<byte[]>empty();
            var status = reader.text();
            var reply = new EncodedReply(reader.block(), status);
            promises.add(new PendingBroadcast.Promise(key, fingerprint, reply, AttemptsCodec.read(reader)));
        }
        return promises;
    }
}
