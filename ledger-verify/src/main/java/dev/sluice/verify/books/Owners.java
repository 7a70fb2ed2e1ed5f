package dev.sluice.verify.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Account.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The accounts that were made. Nothing is ever posted on another. */
public final class Owners {

    private static final UUID PARTICIPANTS =
            nameBased(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "participants.sluice.dev");

    private final Findings findings;
    private final Map<UUID, Account> accounts = new HashMap<>();

    Owners(Findings findings) {
        this.findings = findings;
    }

    void read(Entry entry, boolean isAtHome) throws UnreadableException {
        for (var fact : entry.facts("participant_stored")) {
            var participant = fact.path("participant");
            store(entry, participant, Kind.PARTICIPANT);
            var expected = nameBased(PARTICIPANTS, Trees.text(participant, "external_id"));
            findings.unless(
                    expected.equals(entry.account()),
                    Rule.FORM,
                    entry.place(),
                    "the id of the participant %s, %s".formatted(participant.path("external_id"), expected),
                    entry.account());
        }
        for (var fact : entry.facts("group_stored")) {
            store(entry, fact.path("group"), Kind.GROUP);
        }
        for (var fact : entry.facts("program_stored")) {
            if (isAtHome) {
                store(entry, fact.path("program"), Kind.PROGRAM);
            }
        }
    }

    private void store(Entry entry, JsonNode owner, Kind kind) throws UnreadableException {
        var id = Trees.id(owner, "id");
        findings.unless(id.equals(entry.account()), Rule.FORM, entry.place(), "an owner of the entry's account", id);
        var account = accounts.computeIfAbsent(id, unseen -> new Account(kind));
        findings.unless(
                account.kind() == kind, Rule.FORM, entry.place(), "an account that stays a " + account.kind(), kind);
    }

    Optional<Account> find(UUID id) {
        return Optional.ofNullable(accounts.get(id));
    }

    public Map<UUID, Account> all() {
        return accounts;
    }

    /** A UUID of version 5, as RFC 9562 has it. */
    private static UUID nameBased(UUID space, String name) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(space.getMostSignificantBits())
                    .putLong(space.getLeastSignificantBits())
                    .array());
            var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            return new UUID(
                    (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L,
                    (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform must have SHA-1", impossible);
        }
    }
}
