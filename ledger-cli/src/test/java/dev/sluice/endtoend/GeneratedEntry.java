package dev.sluice.endtoend;

import dev.sluice.endtoend.GeneratedLedger.Value;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.SystemAccount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An entry of a generated ledger while it is put together. */
final class GeneratedEntry {

    private final Value value;
    private final AccountId account;
    private final List<Posting> postings = new ArrayList<>(4);
    private final List<Fact> facts = new ArrayList<>(1);
    private Optional<String> reference = Optional.empty();
    private String description = "Generated";
    private List<EntryId> follows = List.of();

    GeneratedEntry(Value value, AccountId account) {
        this.value = value;
        this.account = account;
    }

    static Amount amount(long cents) {
        return new Amount(BigDecimal.valueOf(cents, 2));
    }

    AccountId account() {
        return account;
    }

    Optional<String> reference() {
        return reference;
    }

    GeneratedEntry about(String newReference) {
        reference = Optional.of(newReference);
        return this;
    }

    GeneratedEntry describedAs(String newDescription) {
        description = newDescription;
        return this;
    }

    GeneratedEntry following(EntryId earlier) {
        follows = List.of(earlier);
        return this;
    }

    void account(AccountId of, Bucket bucket, long cents, Optional<LotId> lot, Optional<HoldId> hold) {
        postings.add(Posting.on(of, value.asset(), bucket, amount(cents), lot, hold));
    }

    void system(SystemAccount of, long cents, Optional<LotId> lot) {
        postings.add(Posting.on(of, value.asset(), amount(cents), lot));
    }

    void fact(Fact fact) {
        facts.add(fact);
    }

    JournalEntry entry(
            EntryId id, EntryType type, Instant recordedAt, String key, Actor actor, Map<String, String> metadata) {
        var isOfTime = type == EntryType.EXPIRY || type == EntryType.HOLD_EXPIRY;
        return new JournalEntry(
                        id,
                        type,
                        account,
                        recordedAt,
                        Optional.of(value.program()).filter(program -> type != EntryType.EXPIRY),
                        Optional.of(value.asset()),
                        Optional.of(description),
                        reference,
                        metadata,
                        isOfTime ? Optional.empty() : Optional.of(IdempotencyKey.of(key)),
                        postings,
                        facts)
                .by(isOfTime ? Actor.ledger() : actor)
                .belongingTo(Optional.empty(), follows);
    }
}
