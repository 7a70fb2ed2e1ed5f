package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The id of an account, which owns balances, and the key of every request, reply and journal record: the UUID of a
 * participant, a group, or a program (whose wallet it is). The Kafka key is {@link #toString()}: 36 characters, lower case, in
 * UTF-8.
 *
 * <p>Catalogue requests use it too: there it is the UUID of the program or asset that is made or changed.
 */
public record AccountId(@JsonValue UUID value) implements Comparable<AccountId> {

    /** Reads the canonical text of a UUID (36 characters); upper case is accepted and folded. */
    @JsonCreator
    public static AccountId parse(String text) {
        return new AccountId(Uuids.parse(text));
    }

    /** The account of a participant: the version 5 UUID of its external id, so that anybody can compute the key. */
    public static AccountId ofParticipant(String externalId) {
        return new AccountId(Uuids.version5(Uuids.PARTICIPANTS, externalId));
    }

    /** The account of a group: the version 5 UUID of the idempotency key that makes it, so that a repeat makes no second one. */
    public static AccountId ofGroup(IdempotencyKey madeWith) {
        return new AccountId(Uuids.version5(Uuids.GROUPS, madeWith.value()));
    }

    /** The program whose wallet this account is, if it is one. */
    public ProgramId asProgram() {
        return new ProgramId(value);
    }

    /** The asset that a catalogue request of this key is about. */
    public AssetId asAsset() {
        return new AssetId(value);
    }

    /** The Kafka key of this account's records. */
    public byte[] toKey() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(AccountId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
