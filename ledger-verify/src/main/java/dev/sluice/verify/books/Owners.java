package dev.sluice.verify.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Account.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The accounts that were made. Nothing is ever posted on another. */
public final class Owners {

    private final Findings findings;
    private final Map<UUID, Account> accounts = new HashMap<>();

    Owners(Findings findings) {
        this.findings = findings;
    }

    void read(Entry entry, boolean isAtHome) throws UnreadableException {
        for (var fact : entry.facts("participant_stored")) {
            var participant = fact.path("participant");
            store(entry, participant, Kind.PARTICIPANT);
            var expected = ParticipantIds.of(Trees.text(participant, "external_id"));
            findings.unless(
                    expected.equals(entry.account()),
                    Rule.FORM,
                    entry.place(),
                    () -> "the id of the participant %s, %s".formatted(participant.path("external_id"), expected),
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
                account.kind() == kind,
                Rule.FORM,
                entry.place(),
                () -> "an account that stays a " + account.kind(),
                kind);
    }

    Optional<Account> find(UUID id) {
        return Optional.ofNullable(accounts.get(id));
    }

    public Map<UUID, Account> all() {
        return accounts;
    }
}
