package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_PROGRAM_FUNDS;
import static dev.sluice.schema.rejection.RejectionCode.JOURNAL_ENTRY_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;
import static dev.sluice.schema.rejection.RejectionCode.REVERSAL_EXCEEDS_ENTRY;

import dev.sluice.ledger.core.model.NaivePot.Lot;
import dev.sluice.schema.reply.LotShare;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One reversal, done naively: from the end of what was taken, piece by piece back into the pot. */
final class NaiveReversals {

    private final NaivePot pot;
    private final NaivePot wallet;
    private final boolean isPrefunded;
    private final Instant now;
    private final Verdict.Drawn drawn;
    private final NaiveFaults faults;
    private final List<LotShare> shares = new ArrayList<>();
    private final Set<Lot> broken = new HashSet<>();
    private BigDecimal expired = BigDecimal.ZERO;

    NaiveReversals(
            NaivePot pot, NaivePot wallet, boolean isPrefunded, Instant now, Verdict.Drawn drawn, NaiveFaults faults) {
        this.pot = pot;
        this.wallet = wallet;
        this.isPrefunded = isPrefunded;
        this.now = now;
        this.drawn = drawn;
        this.faults = faults;
    }

    Verdict answer(Reverse reverse) {
        var named = pot.takings.stream()
                .filter(taking ->
                        taking.entry.equals(reverse.journalEntryId()) && taking.program.equals(reverse.programId()))
                .findFirst();
        faults.add(named.isEmpty(), JOURNAL_ENTRY_NOT_FOUND);
        if (named.isEmpty()) {
            return faults.first();
        }
        var taking = named.get();
        var amount = reverse.amount().map(Amount::value).orElse(taking.left());
        var paysWallet = isPrefunded && !taking.captured;
        faults.add(amount.compareTo(taking.left()) > 0, REVERSAL_EXCEEDS_ENTRY);
        faults.add(amount.signum() == 0, NOTHING_TO_PROCESS);
        var stays = amount.subtract(expiring(taking, amount));
        faults.add(
                pot.isTooLong(pot.sum(Bucket.AVAILABLE).add(stays))
                        || pot.isTooLong(pot.all().add(stays)),
                BALANCE_LIMIT_EXCEEDED);
        faults.addOfAnother(
                paysWallet && wallet.sum(Bucket.AVAILABLE).compareTo(amount) < 0, INSUFFICIENT_PROGRAM_FUNDS);
        if (!faults.areNone()) {
            return faults.first();
        }
        if (paysWallet) {
            NaiveWallets.takeFrom(wallet, amount);
        }
        giveBack(reverse, taking, amount);
        pot.finish(broken);
        return Verdict.booked(new Reversed(
                pot.amount(amount),
                expired.signum() == 0 ? Optional.empty() : Optional.of(pot.amount(expired)),
                pot.amount(taking.left()),
                pot.asset,
                reverse.programId(),
                pot.buckets(),
                drawn.entry(),
                reverse.journalEntryId(),
                "Processed " + pot.amount(amount),
                reverse.referenceId(),
                pot.hasLots ? Optional.of(List.copyOf(shares)) : Optional.empty()));
    }

    private BigDecimal expiring(NaiveTaking taking, BigDecimal amount) {
        var left = amount;
        var expiring = BigDecimal.ZERO;
        for (var part : taking.parts.reversed()) {
            var share = part.left().min(left);
            left = left.subtract(share);
            expiring = part.lot.isExpiredAt(now) ? expiring.add(share) : expiring;
        }
        return expiring;
    }

    private void giveBack(Reverse reverse, NaiveTaking taking, BigDecimal amount) {
        var left = amount;
        for (var part : taking.parts.reversed()) {
            var share = part.left().min(left);
            if (share.signum() > 0) {
                part.reversed = part.reversed.add(share);
                left = left.subtract(share);
                giveBack(reverse, taking, part.lot, share);
            }
        }
    }

    private void giveBack(Reverse reverse, NaiveTaking taking, Lot lot, BigDecimal share) {
        if (!pot.hasLots) {
            pot.add(lot, Bucket.AVAILABLE, Optional.empty(), share);
        } else if (lot == pot.nameless()) {
            var owed = share.min(pot.debt());
            pot.owe(owed.negate());
            var repaid = share.subtract(owed);
            if (repaid.signum() > 0) {
                var fresh = pot.open(
                        drawn.lot(0), repaid, taking.at, Optional.empty(), Optional.empty(), reverse.referenceId());
                pot.add(fresh, Bucket.AVAILABLE, Optional.empty(), repaid);
                shares.add(new LotShare(fresh.id, pot.amount(repaid)));
            }
        } else {
            lot.finished = false;
            shares.add(new LotShare(lot.id, pot.amount(share)));
            if (lot.isExpiredAt(now)) {
                broken.add(lot);
                expired = expired.add(share);
            } else {
                pot.add(lot, Bucket.AVAILABLE, Optional.empty(), share);
            }
        }
    }
}
