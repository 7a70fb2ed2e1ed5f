package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.store.ValueReader;
import dev.sluice.ledger.store.ValueWriter;
import dev.sluice.ledger.topology.output.RecordPlace;
import dev.sluice.ledger.topology.output.WaitingChange.Reason;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.value.AccountId;
import java.time.Instant;
import java.util.UUID;

/**
 * A record that waits in the partition: until what is due on its account is booked, until the transaction at hand is
 * committed, or until a fault that it met is mended. It has changed nothing yet, and is worked out from the beginning when its
 * turn comes.
 *
 * @param line the records that it waits behind: those of an account, or of what a message is about
 * @param value its JSON
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
public record KeptRecord(
        Kind kind, UUID line, RecordPlace place, RequestOrigin origin, Reason reason, Instant since, byte[] value) {

    /** The kind of record that waits. Their order is that of the bytes which stand for them. */
    public enum Kind {
        REQUEST,
        /** The vote that decides a request of the line's account. */
        VOTE,
        /** Any other message of another partition. */
        MESSAGE
    }

    private static final byte REQUEST = 'r';
    private static final byte VOTE = 'v';
    private static final byte MESSAGE = 'm';

    private static final byte DUE = 'd';
    private static final byte MUCH_WORK = 'w';
    private static final byte FAULT = 'f';

    /** The account of a request or of the vote that decides one. */
    public AccountId account() {
        return new AccountId(line);
    }

    public byte[] encode() {
        var writer = new ValueWriter()
                .oneByte(
                        switch (kind) {
                            case REQUEST -> REQUEST;
                            case VOTE -> VOTE;
                            case MESSAGE -> MESSAGE;
                        })
                .uuid(line)
                .text(place.topic())
                .number(place.partition())
                .number(place.offset());
        AttemptsCodec.write(writer, origin);
        return writer.oneByte(
                        switch (reason) {
                            case DUE -> DUE;
                            case MUCH_WORK -> MUCH_WORK;
                            case FAULT -> FAULT;
                        })
                .instant(since)
                .block(value)
                .value();
    }

    public static KeptRecord decode(byte[] row) {
        var reader = new ValueReader(row);
        return new KeptRecord(
                kind(reader.oneByte()),
                reader.uuid(),
                new RecordPlace(reader.text(), Math.toIntExact(reader.number()), reader.number()),
                AttemptsCodec.readOne(reader),
                reason(reader.oneByte()),
                reader.instant(),
                reader.block());
    }

    private static Kind kind(byte code) {
        return switch (code) {
            case REQUEST -> Kind.REQUEST;
            case VOTE -> Kind.VOTE;
            case MESSAGE -> Kind.MESSAGE;
            default -> throw new IllegalStateException("Expected the kind of a kept record, but got " + code);
        };
    }

    private static Reason reason(byte code) {
        return switch (code) {
            case DUE -> Reason.DUE;
            case MUCH_WORK -> Reason.MUCH_WORK;
            case FAULT -> Reason.FAULT;
            default -> throw new IllegalStateException("Expected the reason of a kept record, but got " + code);
        };
    }
}
