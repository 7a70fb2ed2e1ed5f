package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Vote;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.StateChanges;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.util.Optional;

/** The rules of the ledger, until they are told to fail. */
final class FailingRules implements Rules {
    private final Rules real = Rules.ofTheLedger();
    Optional<RuntimeException> decideFails = Optional.empty();
    Optional<RuntimeException> evolveFails = Optional.empty();
    Optional<AccountId> dueFails = Optional.empty();
    Optional<Integer> evolveFailsOn = Optional.empty();
    boolean voteFails;
    boolean concludeFails;
    boolean bookFails;
    boolean unbalanced;

    @Override
    public Decision decide(LedgerView view, Request request) {
        decideFails.ifPresent(fault -> {
            throw fault;
        });
        var decision = real.decide(view, request);
        return unbalanced && request.operation() instanceof Credit && decision instanceof Decision.Accepted accepted
                ? new Decision.Accepted(withoutItsLastPosting(accepted.entry()), accepted.result())
                : decision;
    }

    @Override
    public Decision conclude(LedgerView view, Request request, Voting voting, Purpose purpose) {
        failIf(concludeFails);
        return real.conclude(view, request, voting, purpose);
    }

    @Override
    public Decision conclude(LedgerView view, Request request, Delivering booked, Purpose purpose) {
        failIf(concludeFails);
        return real.conclude(view, request, booked, purpose);
    }

    @Override
    public Vote vote(LedgerView view, VoteAsked asked) {
        failIf(voteFails);
        return real.vote(view, asked);
    }

    @Override
    public JournalEntry book(LedgerView view, BookingAsked asked) {
        failIf(bookFails);
        return real.book(view, asked);
    }

    @Override
    public Optional<JournalEntry> due(LedgerView view, AccountId account, AssetId asset) {
        if (dueFails.equals(Optional.of(account))) {
            throw new IllegalStateException("a rule is broken");
        }
        return real.due(view, account, asset);
    }

    @Override
    public StateChanges evolve(LedgerView view, JournalEntry entry) {
        evolveFails.ifPresent(fault -> {
            throw fault;
        });
        failIf(evolveFailsOn.equals(Optional.of(view.partition())));
        return real.evolve(view, entry);
    }

    /** Nothing fails any more. */
    void mend() {
        decideFails = Optional.empty();
        evolveFails = Optional.empty();
        dueFails = Optional.empty();
        evolveFailsOn = Optional.empty();
        voteFails = false;
        concludeFails = false;
        bookFails = false;
        unbalanced = false;
    }

    private static void failIf(boolean told) {
        if (told) {
            throw new IllegalStateException("a rule is broken");
        }
    }

    private static JournalEntry withoutItsLastPosting(JournalEntry entry) {
        return new JournalEntry(
                entry.id(),
                entry.type(),
                entry.accountId(),
                entry.recordedAt(),
                entry.programId(),
                entry.assetId(),
                entry.description(),
                entry.referenceId(),
                entry.metadata(),
                entry.idempotencyKey(),
                entry.postings().subList(0, entry.postings().size() - 1),
                entry.facts());
    }
}
