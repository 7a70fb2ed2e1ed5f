package dev.sluice.ledger.simulation;

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
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.SystemAccount;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules with one fault each, to see that the simulation finds it. */
enum FaultyRules {
    /** What is forfeited is left on the way to nowhere. */
    LEAVES_VALUE_IN_TRANSIT {
        @Override
        Decision decide(LedgerView view, Request request) {
            return super.decide(view, request) instanceof Decision.Accepted accepted
                    ? new Decision.Accepted(inTransit(accepted.entry()), accepted.result())
                    : super.decide(view, request);
        }
    },

    /** Nobody has to be allowed to overdraw. */
    LETS_ANYBODY_OVERDRAW {
        @Override
        Decision decide(LedgerView view, Request request) {
            return super.decide(
                    view, request.operation() instanceof Debit debit ? with(request, overdrawing(debit)) : request);
        }
    },

    /** One of several slices stays as it was. */
    LOSES_A_SLICE {
        @Override
        StateChanges evolve(LedgerView view, JournalEntry entry) {
            var changes = super.evolve(view, entry);
            var slices = new LinkedHashMap<>(changes.slices());
            if (slices.size() > 1) {
                slices.remove(slices.keySet().iterator().next());
            }
            return new StateChanges(
                    changes.balances(),
                    slices,
                    changes.holds(),
                    changes.lots(),
                    changes.dueAdded(),
                    changes.dueRemoved(),
                    changes.system(),
                    changes.programs(),
                    changes.assets(),
                    changes.owners(),
                    changes.transfers(),
                    changes.reversibleDebits(),
                    changes.reserves());
        }
    },

    /** What is delivered is paid out twice. */
    PAYS_TWICE {
        @Override
        JournalEntry book(LedgerView view, BookingAsked asked) {
            var legs = Stream.concat(asked.legs().stream(), asked.legs().stream());
            return super.book(
                    view,
                    new BookingAsked(
                            asked.entryId(),
                            asked.fromPartition(),
                            asked.entryType(),
                            asked.accountId(),
                            asked.assetId(),
                            asked.cause(),
                            legs.toList()));
        }
    },

    /** What is given back is not told, so that it can be given back again. */
    GIVES_BACK_TWICE {
        @Override
        Decision decide(LedgerView view, Request request) {
            return super.decide(view, request) instanceof Decision.Accepted accepted
                    ? new Decision.Accepted(untold(accepted.entry()), accepted.result())
                    : super.decide(view, request);
        }
    },

    /** What was decided once is not decided again, though the transaction was taken back or the key forgotten. */
    KEEPS_DECISIONS_IN_MEMORY {
        @Override
        Rules rules() {
            var decided = new HashMap<Request, Decision>();
            return rules((view, request) -> decided.computeIfAbsent(request, asked -> super.decide(view, asked)));
        }
    };

    /** The rule that decides a request. */
    interface Deciding {
        Decision decide(LedgerView view, Request request);
    }

    /** The rules with this fault, for one run. */
    Rules rules() {
        return rules(this::decide);
    }

    Decision decide(LedgerView view, Request request) {
        return Rules.ofTheLedger().decide(view, request);
    }

    StateChanges evolve(LedgerView view, JournalEntry entry) {
        return Rules.ofTheLedger().evolve(view, entry);
    }

    JournalEntry book(LedgerView view, BookingAsked asked) {
        return Rules.ofTheLedger().book(view, asked);
    }

    final Rules rules(Deciding deciding) {
        return new Rules() {
            @Override
            public Decision decide(LedgerView view, Request request) {
                return deciding.decide(view, request);
            }

            @Override
            public Decision conclude(LedgerView view, Request request, Voting voting, Purpose purpose) {
                return Rules.ofTheLedger().conclude(view, request, voting, purpose);
            }

            @Override
            public Decision conclude(LedgerView view, Request request, Delivering booked, Purpose purpose) {
                return Rules.ofTheLedger().conclude(view, request, booked, purpose);
            }

            @Override
            public Vote vote(LedgerView view, VoteAsked asked) {
                return Rules.ofTheLedger().vote(view, asked);
            }

            @Override
            public JournalEntry book(LedgerView view, BookingAsked asked) {
                return FaultyRules.this.book(view, asked);
            }

            @Override
            public Optional<JournalEntry> due(LedgerView view, AccountId account, AssetId asset) {
                return Rules.ofTheLedger().due(view, account, asset);
            }

            @Override
            public StateChanges evolve(LedgerView view, JournalEntry entry) {
                return FaultyRules.this.evolve(view, entry);
            }
        };
    }

    private static JournalEntry inTransit(JournalEntry entry) {
        return with(entry, entry.postings().stream().map(FaultyRules::inTransit).toList(), entry.facts());
    }

    private static JournalEntry untold(JournalEntry entry) {
        var told = entry.facts().stream()
                .filter(fact -> !(fact instanceof Fact.ConsumptionReversed))
                .toList();
        return with(entry, entry.postings(), told);
    }

    private static JournalEntry with(JournalEntry entry, List<Posting> postings, List<Fact> facts) {
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
                        postings,
                        facts)
                .belongingTo(entry.reverses(), entry.follows());
    }

    private static Posting inTransit(Posting posting) {
        return posting.systemAccount().equals(Optional.of(SystemAccount.SYSTEM_BREAKAGE))
                ? Posting.on(SystemAccount.SYSTEM_TRANSIT, posting.assetId(), posting.amount(), posting.lotId())
                : posting;
    }

    private static Debit overdrawing(Debit debit) {
        return new Debit(
                debit.programId(),
                debit.assetId(),
                debit.description(),
                debit.amount(),
                debit.bucket(),
                debit.lotIds().isEmpty() && !debit.bucket().equals(Optional.of(Bucket.HELD)),
                debit.lotIds(),
                debit.referenceId(),
                Map.copyOf(debit.metadata()));
    }

    private static Request with(Request request, Debit debit) {
        return new Request(request.accountId(), request.accountKind(), request.idempotencyKey(), debit);
    }
}
