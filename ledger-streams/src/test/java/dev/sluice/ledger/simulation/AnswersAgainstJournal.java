package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.AssetFound;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.GroupFound;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.ParticipantFound;
import dev.sluice.schema.reply.ProgramFound;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IssuancePolicy;
import java.util.List;

/**
 * The answers to callers, compared with the journal: as it was booked where something was, and as it is at that very moment
 * where it was only asked for. What partitions send keeps its order, so the journal has been read up to the answer.
 */
final class AnswersAgainstJournal {

    private final JournalAudit audit;

    AnswersAgainstJournal(JournalAudit audit) {
        this.audit = audit;
    }

    void check(Correspondence.Answer answer) {
        if (answer.reply() instanceof Completed completed) {
            check(completed.accountId(), completed.result());
            if (answer.isDecided()) {
                new ReserveAnswers(audit.reserves()).check(completed.result());
            }
        }
    }

    private void check(AccountId account, Result result) {
        switch (result) {
            case Adjusted adjusted -> asBooked(adjusted.journalEntryId(), adjusted.balance(), adjusted);
            case Moved moved -> asBooked(moved.journalEntryId(), moved.balance(), moved);
            case Captured captured -> asBooked(captured.journalEntryId(), captured.balance(), captured);
            case Reversed reversed -> {
                asBooked(reversed.journalEntryId(), reversed.balance(), reversed);
                isLeftToReverse(reversed);
            }
            case ProgramFound found -> isNewest(account, found.program());
            case AssetFound found -> isNewest(account, found.asset());
            case ParticipantFound found -> {
                isNewest(account, found.participant());
                found.balances().forEach(balance -> asItIs(account, balance));
            }
            case GroupFound found -> {
                isNewest(account, found.group());
                found.balances().forEach(balance -> asItIs(account, balance));
            }
            case BalanceList list -> list.data().forEach(balance -> asItIs(account, balance));
            default -> {}
        }
    }

    /** What was acknowledged is in the journal, and left what was told. */
    private void asBooked(EntryId entry, Buckets told, Object answer) {
        var left = audit.leftBy(entry);
        BrokenInvariant.unless(
                left.isPresent() && left.get().isSame(told.available(), told.held(), told.deferred()),
                "What is acknowledged is in the journal, which left " + left,
                answer);
    }

    /** Of an entry that was forgotten while its reversal was on its way, nothing is left. */
    private void isLeftToReverse(Reversed told) {
        var left = audit.reversals().leftBy(told.journalEntryId());
        BrokenInvariant.unless(
                told.amountReversible().isZero()
                        || (left.isPresent()
                                && left.get().compareTo(told.amountReversible().value()) == 0),
                "What is told to be left is left to reverse, " + left,
                told);
    }

    private void isNewest(AccountId account, Object told) {
        var versions = audit.versions().getOrDefault(account, List.of());
        BrokenInvariant.unless(
                !versions.isEmpty() && versions.getLast().equals(told), "What is told is the newest there is", told);
    }

    private void asItIs(AccountId account, AssetBalance told) {
        var left = audit.leftOn(account, told.assetId());
        BrokenInvariant.unless(
                left.isSame(told.available(), told.held(), told.deferred()),
                "What is told is what there is, " + left,
                told);
    }

    /** Whether its answer may come when others have booked what was decided before. */
    private static boolean waitsForOthers(BalanceCommand command, LedgerView view) {
        return command instanceof Transfer
                || ((command instanceof Debit || command instanceof VoidHold)
                        && view.asset(command.assetId())
                                .filter(asset -> asset.issuancePolicy() == IssuancePolicy.PREFUNDED)
                                .isPresent());
    }

    /**
     * Nothing that was due at the time of an answer is waiting to be booked after it, but for what was decided to end at that
     * very time: that may have been later in the same transaction.
     */
    void checkSettled(Correspondence.Answer answer, LedgerView view) {
        if (answer.isDecided()
                && answer.request().operation() instanceof BalanceCommand command
                && !waitsForOthers(command, view)) {
            AssetId asset = command.assetId();
            BrokenInvariant.unless(
                    view.balance(answer.request().accountId(), asset)
                            .filter(balance -> balance.hasDue(answer.at()))
                            .filter(balance -> balance.hasDue(answer.at().minusMillis(1))
                                    || !audit.reserves().endsAt(answer.request().accountId(), answer.at()))
                            .isEmpty(),
                    "What is due is booked before a decision",
                    answer);
        }
    }
}
