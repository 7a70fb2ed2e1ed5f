package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.store.ValueReader;
import dev.sluice.ledger.store.ValueWriter;
import dev.sluice.ledger.topology.output.EncodedReply;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.journal.Fact.ConsumptionReversed;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.LotId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of the two halves of a coordinated request. A field is added at the end of its half. */
public final class PendingRequestCodec {

    private static final byte VOTING = 'v';
    private static final byte DELIVERING = 'd';

    private static final byte NO_PURPOSE = 'n';
    private static final byte TRANSFERRING = 't';
    private static final byte DRAWING = 'd';
    private static final byte REVERSING = 'r';
    private static final byte ENROLLING = 'e';

    private PendingRequestCodec() {}

    /** Writes the half that changes. */
    public static byte[] encode(PendingRequest pending) {
        var writer = new ValueWriter()
                .uuid(pending.account().value())
                .text(pending.idempotencyKey().value())
                .flag(pending.fingerprint().isPresent());
        pending.fingerprint().ifPresent(writer::block);
        writer.instant(pending.since());
        AttemptsCodec.write(writer, pending.attempts());
        switch (pending.state()) {
            case Voting voting -> {
                writer.oneByte(VOTING);
                partitions(writer, voting.silent());
                writer.flag(voting.objection().isPresent());
                voting.objection().ifPresent(objection -> objection(writer, objection));
            }
            case Delivering delivering -> {
                writer.oneByte(DELIVERING);
                partitions(writer, delivering.silent());
            }
        }
        return writer.value();
    }

    /** Reads the half that changes. */
    public static PendingRequest decode(EntryId id, byte[] row) {
        var reader = new ValueReader(row);
        return new PendingRequest(
                new AccountId(reader.uuid()),
                new IdempotencyKey(reader.text()),
                reader.flag() ? Optional.of(reader.block()) : Optional.empty(),
                reader.instant(),
                AttemptsCodec.read(reader),
                state(id, reader));
    }

    private static CoordinatedRequest state(EntryId id, ValueReader reader) {
        var state = reader.oneByte();
        var silent = partitions(reader);
        return switch (state) {
            case VOTING -> new Voting(id, silent, objection(reader));
            case DELIVERING -> new Delivering(id, silent);
            default -> throw new IllegalStateException("Expected the state of a coordinated request, but got " + state);
        };
    }

    private static Optional<Objection> objection(ValueReader reader) {
        if (!reader.flag()) {
            return Optional.empty();
        }
        var index = reader.count();
        var code = RejectionCode.ofWireName(reader.text());
        var message = reader.text();
        var size = reader.count();
        var errors = new ArrayList<Rejection.FieldError>(size);
        for (var i = 0; i < size; i++) {
            errors.add(new Rejection.FieldError(reader.text(), reader.text()));
        }
        return Optional.of(new Objection(index, new Rejection(code, message, errors)));
    }

    private static void objection(ValueWriter writer, Objection objection) {
        var rejection = objection.rejection();
        writer.count(objection.index())
                .text(rejection.code().wireName())
                .text(rejection.message())
                .count(rejection.errors().size());
        rejection.errors().forEach(error -> writer.text(error.pointer()).text(error.detail()));
    }

    private static void partitions(ValueWriter writer, List<Integer> partitions) {
        writer.count(partitions.size());
        partitions.forEach(writer::count);
    }

    private static List<Integer> partitions(ValueReader reader) {
        var size = reader.count();
        var partitions = new ArrayList<Integer>(size);
        for (var i = 0; i < size; i++) {
            partitions.add(reader.count());
        }
        return List.copyOf(partitions);
    }

    /** Writes the half that stays. */
    public static byte[] encode(PendingParts parts) {
        var writer = new ValueWriter().block(parts.request());
        parts.purpose().ifPresentOrElse(purpose -> purpose(writer, purpose), () -> writer.oneByte(NO_PURPOSE));
        writer.flag(parts.reply().isPresent());
        parts.reply().ifPresent(reply -> writer.text(reply.status()).block(reply.value()));
        return writer.value();
    }

    private static void purpose(ValueWriter writer, Purpose purpose) {
        switch (purpose) {
            case Purpose.Transferring transferring -> {
                writer.oneByte(TRANSFERRING)
                        .instant(transferring.at())
                        .count(transferring.setAside().size());
                for (var part : transferring.setAside()) {
                    lot(writer, part.lotId());
                    writer.amount(part.amount()).instant(part.createdAt()).instant(part.expiresAt());
                }
            }
            case Purpose.Drawing drawing -> writer.oneByte(DRAWING);
            case Purpose.Reversing reversing -> {
                writer.oneByte(REVERSING)
                        .instant(reversing.takenAt())
                        .count(reversing.parts().size());
                for (var part : reversing.parts()) {
                    lot(writer, part.lotId());
                    writer.amount(part.amount());
                }
            }
            case Purpose.Enrolling enrolling -> writer.oneByte(ENROLLING);
        }
    }

    /** Reads the half that stays. */
    public static PendingParts decodeParts(byte[] row) {
        var reader = new ValueReader(row);
        return new PendingParts(reader.block(), purpose(reader), reply(reader));
    }

    private static Optional<Purpose> purpose(ValueReader reader) {
        var purpose = reader.oneByte();
        return switch (purpose) {
            case NO_PURPOSE -> Optional.empty();
            case TRANSFERRING -> Optional.of(transferring(reader));
            case DRAWING -> Optional.of(new Purpose.Drawing());
            case REVERSING -> Optional.of(reversing(reader));
            case ENROLLING -> Optional.of(new Purpose.Enrolling());
            default ->
                throw new IllegalStateException("Expected the purpose of a coordinated request, but got " + purpose);
        };
    }

    private static Purpose transferring(ValueReader reader) {
        var at = reader.instant();
        var size = reader.count();
        var setAside = new ArrayList<Purpose.SetAside>(size);
        for (var i = 0; i < size; i++) {
            setAside.add(new Purpose.SetAside(
                    lot(reader), reader.amount(), reader.optionalInstant(), reader.optionalInstant()));
        }
        return new Purpose.Transferring(setAside, at);
    }

    private static Purpose reversing(ValueReader reader) {
        var takenAt = reader.instant();
        var size = reader.count();
        var parts = new ArrayList<ConsumptionReversed.Part>(size);
        for (var i = 0; i < size; i++) {
            parts.add(new ConsumptionReversed.Part(lot(reader), reader.amount()));
        }
        return new Purpose.Reversing(parts, takenAt);
    }

    private static Optional<EncodedReply> reply(ValueReader reader) {
        if (!reader.flag()) {
            return Optional.empty();
        }
        var status = reader.text();
        return Optional.of(new EncodedReply(reader.block(), status));
    }

    private static void lot(ValueWriter writer, Optional<LotId> lot) {
        writer.flag(lot.isPresent());
        lot.ifPresent(id -> writer.uuid(id.value()));
    }

    private static Optional<LotId> lot(ValueReader reader) {
        return reader.flag() ? Optional.of(new LotId(reader.uuid())) : Optional.empty();
    }
}
