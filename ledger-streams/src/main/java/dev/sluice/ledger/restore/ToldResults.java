package dev.sluice.ledger.restore;

import dev.sluice.ledger.core.reserve.ReserveReplies;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.value.EntryId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results that callers were told of the entries that they caused, made again of the entry and of the state that it led to. One for each task, which is told of the entries in their order.
 */
final class ToldResults {

    /** What was about to be given back by reversals that ask a wallet on another partition, which their last entry does not repeat. */
    private final Map<EntryId, List<Fact.ConsumptionReversed.Part>> setAside = new HashMap<>();

    /** The state before an entry, as far as it tells whether something is new. */
    record Before(boolean hadOwner, boolean hadProgram, boolean hadAsset) {

        static Before of(LedgerView view, JournalEntry entry) {
            var account = entry.accountId();
            return new Before(
                    view.owner(account).isPresent(),
                    view.program(account.asProgram()).isPresent(),
                    entry.facts().stream()
                            .filter(Fact.AssetStored.class::isInstance)
                            .map(Fact.AssetStored.class::cast)
                            .anyMatch(stored -> view.asset(stored.asset().id()).isPresent()));
        }
    }

    /**
     * The result of the request that the entry is of; empty where it has none, or none yet.
     *
     * @param after the state that the entry has led to
     */
    Optional<Result> of(Before before, LedgerView after, JournalEntry entry) {
        return switch (entry.type()) {
            case CREDIT, DEBIT -> Optional.of(MovedValue.of(after, entry).adjusted());
            case HOLD -> Optional.of(held(after, entry));
            case RELEASE, FORFEIT, VOID_HOLD ->
                Optional.of(MovedValue.of(after, entry).moved());
            case FUND, BURN -> Optional.of(MovedValue.of(after, entry).ofWallet());
            case CAPTURE -> Optional.of(MovedValue.of(after, entry).captured());
            case REVERSAL -> reversed(after, entry);
            case REVERSAL_SET_ASIDE -> {
                reversal(entry).ifPresent(fact -> setAside.put(entry.id(), fact.parts()));
                yield Optional.empty();
            }
            case REVERSAL_RESTORED -> {
                setAside.remove(entry.id());
                yield Optional.empty();
            }
            case TRANSFER, TRANSFER_SET_ASIDE -> transferred(entry);
            case RESERVE_STORED, RESERVE_RELEASE -> ofReserves(after, entry);
            case PROGRAM_STORED, ASSET_STORED, OWNER_STORED -> stored(before, entry);
            case EXPIRY, MATURITY, HOLD_EXPIRY, TRANSFER_RESTORED -> Optional.empty();
        };
    }

    private static Result held(LedgerView after, JournalEntry entry) {
        return facts(entry, Fact.ReserveHoldStored.class).stream()
                .findFirst()
                .<Result>map(stored -> new ReserveHoldFound(ReserveReplies.of(after, entry.accountId(), stored.hold())))
                .orElseGet(() -> MovedValue.of(after, entry).moved());
    }

    private Optional<Result> reversed(LedgerView after, JournalEntry entry) {
        var parts = reversal(entry)
                .map(Fact.ConsumptionReversed::parts)
                .or(() -> Optional.ofNullable(setAside.remove(entry.id())));
        return parts.map(given -> {
            var value = MovedValue.of(after, entry);
            var reversible = entry.reverses()
                    .flatMap(debit -> after.reversibleDebit(entry.accountId(), debit))
                    .map(ReversibleDebit::reversible);
            return value.reversed(given, reversible);
        });
    }

    private static Optional<Fact.ConsumptionReversed> reversal(JournalEntry entry) {
        return facts(entry, Fact.ConsumptionReversed.class).stream().findFirst();
    }

    /** The source's entry tells it, whoever else books; that it was refused is told by a later one. */
    static Optional<Result> transferred(JournalEntry entry) {
        return facts(entry, Fact.TransferMade.class).stream()
                .findFirst()
                .map(made -> new Transferred(
                        entry.assetId().orElseThrow(),
                        entry.id(),
                        made.legs().size(),
                        entry.accountId(),
                        made.totalAmount()));
    }

    /** Whichever it was about: a change of a plan stands last, where an older plan ends with it. */
    private static Optional<Result> ofReserves(LedgerView after, JournalEntry entry) {
        if (entry.type() == EntryType.RESERVE_RELEASE) {
            return released(after, entry);
        }
        var plans = facts(entry, Fact.ReservePlanStored.class);
        if (!plans.isEmpty()) {
            return Optional.of(new ReservePlanFound(
                    ReserveReplies.of(after, plans.getLast().plan())));
        }
        return facts(entry, Fact.ReserveHoldStored.class).stream()
                .findFirst()
                .<Result>map(stored -> new ReserveHoldFound(ReserveReplies.of(after, entry.accountId(), stored.hold())))
                .or(() -> released(after, entry));
    }

    private static Optional<Result> released(LedgerView after, JournalEntry entry) {
        return facts(entry, Fact.ReserveReleased.class).stream()
                .findFirst()
                .map(fact -> new ReserveReleaseFound(ReserveReplies.of(after, fact.release())));
    }

    private static Optional<Result> stored(Before before, JournalEntry entry) {
        for (var fact : entry.facts()) {
            switch (fact) {
                case Fact.ProgramStored stored -> {
                    return Optional.of(new ProgramStored(!before.hadProgram(), stored.program()));
                }
                case Fact.AssetStored stored -> {
                    return Optional.of(new AssetStored(!before.hadAsset(), stored.asset()));
                }
                case Fact.ParticipantStored stored -> {
                    return Optional.of(new ParticipantStored(!before.hadOwner(), stored.participant()));
                }
                case Fact.GroupStored stored -> {
                    return Optional.of(new GroupStored(!before.hadOwner(), stored.group()));
                }
                default -> {
                    // Another fact of the same entry tells it.
                }
            }
        }
        return Optional.empty();
    }

    private static <F extends Fact> List<F> facts(JournalEntry entry, Class<F> kind) {
        return entry.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
