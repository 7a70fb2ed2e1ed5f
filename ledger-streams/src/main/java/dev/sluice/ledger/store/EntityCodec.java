package dev.sluice.ledger.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Programs, assets, owners, transfers and reserves, as the contract's JSON: they have many fields, change seldom, and hold what callers like. */
final class EntityCodec {

    private static final byte PARTICIPANT = 'p';
    private static final byte GROUP = 'g';

    private static final JsonMapper JSON = LedgerMapper.forWritten(LedgerMapper.create());

    private EntityCodec() {}

    static byte[] encode(Program program) {
        return json(new ValueWriter(), program);
    }

    static Program decodeProgram(byte[] value) {
        return read(new ValueReader(value), Program.class);
    }

    static byte[] encode(Asset asset) {
        return json(new ValueWriter(), asset);
    }

    static Asset decodeAsset(byte[] value) {
        return read(new ValueReader(value), Asset.class);
    }

    static byte[] encode(Owner owner) {
        return switch (owner) {
            case Participant participant -> json(new ValueWriter().oneByte(PARTICIPANT), participant);
            case Group group -> json(new ValueWriter().oneByte(GROUP), group);
        };
    }

    static Owner decodeOwner(byte[] value) {
        var reader = new ValueReader(value);
        var kind = reader.oneByte();
        return switch (kind) {
            case PARTICIPANT -> read(reader, Participant.class);
            case GROUP -> read(reader, Group.class);
            default -> throw new IllegalStateException("Expected a participant or a group, but got kind " + kind);
        };
    }

    static byte[] encode(TransferRecord transfer) {
        return json(new ValueWriter(), transfer);
    }

    static TransferRecord decodeTransfer(byte[] value) {
        return read(new ValueReader(value), TransferRecord.class);
    }

    static byte[] encode(ReserveHold hold) {
        return json(new ValueWriter(), hold);
    }

    static ReserveHold decodeReserveHold(byte[] value) {
        return read(new ValueReader(value), ReserveHold.class);
    }

    static byte[] encode(ReservePlan plan) {
        return json(new ValueWriter(), plan);
    }

    static ReservePlan decodeReservePlan(byte[] value) {
        return read(new ValueReader(value), ReservePlan.class);
    }

    static byte[] encode(ReserveRelease release) {
        return json(new ValueWriter(), release);
    }

    static ReserveRelease decodeReserveRelease(byte[] value) {
        return read(new ValueReader(value), ReserveRelease.class);
    }

    private static byte[] json(ValueWriter writer, Object entity) {
        try {
            return writer.raw(JSON.writeValueAsBytes(entity)).value();
        } catch (IOException e) {
            throw new UncheckedIOException("A record of the contract can be written", e);
        }
    }

    private static <T> T read(ValueReader reader, Class<T> type) {
        try {
            return JSON.readValue(reader.rest(), type);
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was written can be read", e);
        }
    }
}
