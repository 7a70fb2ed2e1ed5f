package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_OPEN;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_PROGRAM_FUNDS;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.LOT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;

import dev.sluice.ledger.core.model.NaivePot.Hold;
import dev.sluice.ledger.core.model.NaivePot.Lot;
import dev.sluice.ledger.core.model.NaivePot.Piece;
import dev.sluice.ledger.core.model.NaivePot.Taken;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.LotShare;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.IssuancePolicy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One balance operation, done naively: every fault that it has is collected, and the first in the documented order told; if
 * there is none, pieces are taken from the front of a sorted list.
 */
final class NaiveOperations {

    private final Optional<Program> program;
    private final Optional<Asset> asset;
    private final Optional<Owner> owner;
    private final NaivePot pot;
    private final Instant now;
    private final Verdict.Drawn drawn;
    private final NaivePot wallet;
    private final NaiveReserves reserves;
    private final NaiveFaults faults = new NaiveFaults();

    NaiveOperations(
            Optional<Program> program,
            Optional<Asset> asset,
            Optional<Owner> owner,
            NaivePot pot,
            NaivePot wallet,
            NaiveReserves reserves,
            Instant now,
            Verdict.Drawn drawn) {
        this.program = program;
        this.asset = asset;
        this.owner = owner;
        this.pot = pot;
        this.wallet = wallet;
        this.reserves = reserves;
        this.now = now;
        this.drawn = drawn;
    }

    Verdict answer(BalanceCommand command) {
        faults.check(command, program, asset, owner);
        return switch (command) {
            case Credit credit -> credit(credit);
            case Debit debit -> debit(debit);
            case dev.sluice.schema.request.Hold hold -> hold(hold);
            case Release release -> release(release);
            case Forfeit forfeit -> forfeit(forfeit);
            case Capture capture -> capture(capture);
            case VoidHold voidHold -> voidHold(voidHold);
            case Reverse reverse -> new NaiveReversals(pot, wallet, isPrefunded(), now, drawn, faults).answer(reverse);
            case Transfer transfer -> throw new AssertionError("A transfer concerns several accounts");
        };
    }

    private boolean isPrefunded() {
        return asset.isPresent() && asset.get().issuancePolicy() == IssuancePolicy.PREFUNDED;
    }

    private void checkLots(Optional<List<String>> ids, Optional<Instant> from, Optional<Instant> to) {
        var isFiltered = ids.isPresent() || from.isPresent() || to.isPresent();
        faults.add(asset.isPresent() && !pot.hasLots && isFiltered, LOT_MODE_REQUIRED);
        for (var id : ids.orElse(List.of())) {
            faults.add(pot.lots.stream().noneMatch(lot -> lot.id.toString().equals(id)), LOT_NOT_FOUND);
        }
    }

    private static boolean matches(Lot lot, Optional<List<String>> ids, Optional<Instant> from, Optional<Instant> to) {
        return (ids.isEmpty() || ids.get().contains(lot.id.toString()))
                && (from.isEmpty() || lot.earned.compareTo(from.get()) >= 0)
                && (to.isEmpty() || lot.earned.compareTo(to.get()) <= 0);
    }

    private List<Piece> pieces(Bucket bucket, Predicate<Piece> wanted) {
        return pot.pieces(bucket).stream().filter(wanted).toList();
    }

    private static boolean isReserved(Piece piece) {
        return piece.hold.filter(hold -> hold.origin == HoldOrigin.RESERVE).isPresent();
    }

    private static boolean hasReference(Piece piece, Optional<String> reference) {
        return reference.isEmpty() || piece.hold.orElseThrow().reference.equals(reference);
    }

    private Optional<List<LotShare>> shares(List<Taken> taken) {
        if (!pot.hasLots) {
            return Optional.empty();
        }
        var ofLots = new LinkedHashMap<Lot, BigDecimal>();
        taken.forEach(part -> ofLots.merge(part.piece().lot, part.amount(), BigDecimal::add));
        return Optional.of(ofLots.entrySet().stream()
                .map(share -> new LotShare(share.getKey().id, pot.amount(share.getValue())))
                .toList());
    }

    private Verdict credit(Credit credit) {
        var amount = credit.amount().value();
        var matures = credit.maturesAt().filter(now::isBefore);
        faults.add(credit.earnedAt().filter(now::isBefore).isPresent(), INVALID_TIME);
        faults.add(credit.expiresAt().filter(expiry -> !expiry.isAfter(now)).isPresent(), INVALID_TIME);
        var dated = credit.earnedAt().or(credit::expiresAt).or(credit::maturesAt);
        faults.add(asset.isPresent() && !pot.hasLots && dated.isPresent(), LOT_MODE_REQUIRED);
        var bucket = matures.isPresent()
                ? Bucket.DEFERRED
                : credit.maturesAt().isPresent()
                        ? Bucket.AVAILABLE
                        : credit.bucket().orElse(Bucket.AVAILABLE);
        faults.add(
                asset.isPresent()
                        && (pot.isTooLong(pot.sum(bucket).add(amount))
                                || pot.isTooLong(pot.all().add(amount))),
                BALANCE_LIMIT_EXCEEDED);
        faults.addOfAnother(
                isPrefunded() && wallet.sum(Bucket.AVAILABLE).compareTo(amount) < 0, INSUFFICIENT_PROGRAM_FUNDS);
        if (!faults.areNone()) {
            return faults.first();
        }
        if (isPrefunded()) {
            NaiveWallets.takeFrom(wallet, amount);
        }
        var lot = pot.hasLots
                ? pot.open(
                        drawn.lot(0),
                        amount,
                        credit.earnedAt().orElse(now),
                        credit.expiresAt(),
                        credit.maturesAt(),
                        credit.referenceId())
                : pot.nameless();
        var hold = bucket == Bucket.HELD
                ? Optional.of(opened(credit, amount, HoldOrigin.CREDIT, Optional.empty()))
                : Optional.<Hold>empty();
        var spendable = pot.add(lot, bucket, hold, amount);
        if (bucket == Bucket.AVAILABLE) {
            credit.sourceCharge().ifPresent(charge -> {
                var account = owner.orElseThrow().id();
                var spendables = Map.of(lot, spendable);
                reserves.share(
                        new NaiveCharge(account, pot, credit.programId(), charge, amount, spendables),
                        drawn.hold(0),
                        now);
            });
        }
        pot.finish(Set.of());
        var made = new LotShare(lot.id, pot.amount(amount));
        return adjusted(
                Adjusted.Type.CREDIT,
                credit,
                bucket,
                pot.hasLots ? Optional.of(List.of(made)) : Optional.empty(),
                hold);
    }

    private Hold opened(BalanceCommand command, BigDecimal amount, HoldOrigin origin, Optional<Instant> expires) {
        var hold = new Hold(
                drawn.hold(0),
                pot.holds.size() + 1,
                command.programId(),
                amount,
                origin,
                command.reference(),
                now,
                expires);
        pot.holds.add(hold);
        return hold;
    }

    private Verdict debit(Debit debit) {
        checkLots(debit.lotIds(), debit.earnedFrom(), debit.earnedTo());
        var amount = debit.amount().value();
        var bucket = debit.bucket().orElse(Bucket.AVAILABLE);
        var reserved = debit.sourceTransaction()
                .map(transaction -> pieces(
                        Bucket.HELD,
                        piece -> isReserved(piece) && hasReference(piece, Optional.of(transaction.charge()))))
                .orElse(List.of());
        var rest = amount.subtract(NaivePot.sum(reserved)).max(BigDecimal.ZERO);
        var pieces = pieces(
                bucket,
                piece -> !isReserved(piece)
                        && matches(piece.lot, debit.lotIds(), debit.earnedFrom(), debit.earnedTo())
                        && (bucket == Bucket.AVAILABLE || hasReference(piece, debit.referenceId())));
        var missing = rest.subtract(NaivePot.sum(pieces)).max(BigDecimal.ZERO);
        faults.add(missing.signum() > 0 && !debit.allowNegative(), INSUFFICIENT_BALANCE);
        faults.add(asset.isPresent() && pot.isTooLong(pot.sum(bucket).subtract(rest)), BALANCE_LIMIT_EXCEEDED);
        if (!faults.areNone()) {
            return faults.first();
        }
        var ofReserve = Taken.upTo(reserved, amount);
        var taken = new ArrayList<>(ofReserve);
        taken.addAll(Taken.upTo(pieces, rest));
        var shares = shares(taken);
        for (var part : taken) {
            part.piece().hold.ifPresent(hold -> hold.captured = hold.captured.add(part.amount()));
            pot.take(part.piece(), part.amount());
        }
        debit.sourceTransaction()
                .ifPresent(transaction -> reserves.reversed(transaction, ofReserve, drawn.releases(), now));
        pot.owe(missing);
        pot.takings.add(new NaiveTaking(drawn.entry(), debit.programId(), false, now)
                .took(taken)
                .took(pot.nameless(), missing));
        if (isPrefunded()) {
            NaiveWallets.giveTo(wallet, amount);
        }
        pot.finish(Set.of());
        return adjusted(Adjusted.Type.DEBIT, debit, bucket, shares, Optional.empty());
    }

    private Verdict adjusted(
            Adjusted.Type type,
            BalanceCommand command,
            Bucket bucket,
            Optional<List<LotShare>> shares,
            Optional<Hold> hold) {
        var amount = pot.amount(command.requestedAmount().orElseThrow().value());
        return Verdict.booked(new Adjusted(
                type,
                amount,
                bucket,
                pot.asset,
                command.programId(),
                pot.buckets(),
                drawn.entry(),
                "Processed " + amount,
                command.reference(),
                shares,
                hold.map(opened -> opened.id)));
    }

    private Verdict hold(dev.sluice.schema.request.Hold hold) {
        faults.add(hold.expiresAt().filter(expiry -> !expiry.isAfter(now)).isPresent(), INVALID_TIME);
        checkLots(hold.lotIds(), hold.earnedFrom(), hold.earnedTo());
        var pieces = pieces(
                Bucket.AVAILABLE, piece -> matches(piece.lot, hold.lotIds(), hold.earnedFrom(), hold.earnedTo()));
        checkThatThereIsEnough(hold, pieces);
        if (!faults.areNone()) {
            return faults.first();
        }
        var amount = hold.amount().map(Amount::value).orElse(NaivePot.sum(pieces));
        var taken = Taken.upTo(pieces, amount);
        var shares = shares(taken);
        var opened = opened(hold, amount, HoldOrigin.HOLD, hold.expiresAt());
        for (var part : taken) {
            pot.take(part.piece(), part.amount());
            pot.add(part.piece().lot, Bucket.HELD, Optional.of(opened), part.amount());
        }
        return moved(Moved.Kind.HOLD, hold, amount, BigDecimal.ZERO, shares, Optional.of(opened));
    }

    private void checkThatThereIsEnough(BalanceCommand command, List<Piece> pieces) {
        var amount = command.requestedAmount();
        faults.add(amount.isEmpty() && NaivePot.sum(pieces).signum() <= 0, NOTHING_TO_PROCESS);
        faults.add(
                amount.isPresent() && amount.get().value().compareTo(NaivePot.sum(pieces)) > 0, INSUFFICIENT_BALANCE);
    }

    private Verdict release(Release release) {
        checkLots(release.lotIds(), release.earnedFrom(), release.earnedTo());
        var pieces = pieces(
                Bucket.HELD,
                piece -> !isReserved(piece)
                        && hasReference(piece, release.referenceId())
                        && matches(piece.lot, release.lotIds(), release.earnedFrom(), release.earnedTo()));
        faults.add(pieces.isEmpty(), NOTHING_TO_PROCESS);
        if (!faults.areNone()) {
            return faults.first();
        }
        var amount =
                release.amount().map(Amount::value).orElse(NaivePot.sum(pieces)).min(NaivePot.sum(pieces));
        var taken = Taken.upTo(pieces, amount);
        var shares = shares(taken);
        var broken = new HashSet<Lot>();
        var expired = BigDecimal.ZERO;
        for (var part : taken) {
            expired = expired.add(pot.release(part.piece(), part.amount(), now, broken));
        }
        pot.finish(broken);
        return moved(Moved.Kind.RELEASE, release, amount, expired, shares, Optional.empty());
    }

    private Verdict forfeit(Forfeit forfeit) {
        checkLots(forfeit.lotIds(), forfeit.earnedFrom(), forfeit.earnedTo());
        var reference = forfeit.referenceId();
        var pieces = pieces(
                forfeit.bucket(),
                piece -> !isReserved(piece)
                        && matches(piece.lot, forfeit.lotIds(), forfeit.earnedFrom(), forfeit.earnedTo())
                        && (piece.hold.isPresent()
                                ? hasReference(piece, reference)
                                : reference.isEmpty() || piece.lot.reference.equals(reference)));
        checkThatThereIsEnough(forfeit, pieces);
        if (!faults.areNone()) {
            return faults.first();
        }
        var amount = forfeit.amount().map(Amount::value).orElse(NaivePot.sum(pieces));
        var taken = Taken.upTo(pieces, amount);
        var shares = shares(taken);
        for (var part : taken) {
            part.piece().hold.ifPresent(hold -> hold.forfeited = hold.forfeited.add(part.amount()));
            pot.take(part.piece(), part.amount());
        }
        pot.finish(Set.of());
        return moved(Moved.Kind.FORFEIT, forfeit, amount, BigDecimal.ZERO, shares, Optional.empty());
    }

    private Verdict capture(Capture capture) {
        var named = capture.holdId()
                .flatMap(id -> pot.holds.stream()
                        .filter(hold -> hold.id.equals(id) && hold.origin != HoldOrigin.RESERVE)
                        .findFirst());
        faults.add(capture.holdId().isPresent() && named.isEmpty(), HOLD_NOT_FOUND);
        faults.add(named.isPresent() && named.get().remaining().signum() == 0, HOLD_NOT_OPEN);
        var held = pieces(
                Bucket.HELD,
                piece -> capture.holdId().isPresent()
                        ? piece.hold.equals(named)
                        : !isReserved(piece) && hasReference(piece, capture.referenceId()));
        faults.add(held.isEmpty(), NOTHING_TO_PROCESS);
        var amount = capture.amount().map(Amount::value).orElse(NaivePot.sum(held));
        var beyond = amount.subtract(NaivePot.sum(held)).max(BigDecimal.ZERO);
        var available = pieces(Bucket.AVAILABLE, piece -> true);
        faults.add(beyond.compareTo(NaivePot.sum(available)) > 0, INSUFFICIENT_BALANCE);
        if (!faults.areNone()) {
            return faults.first();
        }
        var taken = new ArrayList<>(Taken.upTo(held, amount));
        taken.addAll(Taken.upTo(available, beyond));
        var shares = shares(taken);
        for (var part : taken) {
            part.piece().hold.ifPresent(hold -> hold.captured = hold.captured.add(part.amount()));
            pot.take(part.piece(), part.amount());
        }
        pot.takings.add(new NaiveTaking(drawn.entry(), capture.programId(), true, now).took(taken));
        var broken = new HashSet<Lot>();
        var released = BigDecimal.ZERO;
        var expired = BigDecimal.ZERO;
        for (var piece : held) {
            var left = piece.amount;
            if (left.signum() > 0) {
                released = released.add(left);
                expired = expired.add(pot.release(piece, left, now, broken));
            }
        }
        pot.finish(broken);
        return Verdict.booked(new Captured(
                pot.amount(amount),
                pot.amount(released),
                expired.signum() == 0 ? Optional.empty() : Optional.of(pot.amount(expired)),
                pot.asset,
                capture.programId(),
                pot.buckets(),
                drawn.entry(),
                "Processed " + pot.amount(amount),
                capture.referenceId(),
                shares,
                capture.holdId()));
    }

    private Verdict voidHold(VoidHold voidHold) {
        faults.add(asset.isPresent() && !pot.hasLots, LOT_MODE_REQUIRED);
        var pieces = pieces(
                Bucket.HELD,
                piece -> hasReference(piece, voidHold.reference())
                        && piece.hold.orElseThrow().origin == HoldOrigin.CREDIT
                        && piece.hold.orElseThrow().program.equals(voidHold.programId()));
        faults.add(pieces.isEmpty(), NOTHING_TO_PROCESS);
        if (!faults.areNone()) {
            return faults.first();
        }
        var amount = NaivePot.sum(pieces);
        var taken = Taken.upTo(pieces, amount);
        var shares = shares(taken);
        for (var part : taken) {
            var hold = part.piece().hold.orElseThrow();
            hold.released = hold.released.add(part.amount());
            pot.take(part.piece(), part.amount());
        }
        if (isPrefunded()) {
            NaiveWallets.giveTo(wallet, amount);
        }
        pot.finish(Set.of());
        return moved(Moved.Kind.VOID_HOLD, voidHold, amount, BigDecimal.ZERO, shares, Optional.empty());
    }

    private Verdict moved(
            Moved.Kind kind,
            BalanceCommand command,
            BigDecimal amount,
            BigDecimal expired,
            Optional<List<LotShare>> shares,
            Optional<Hold> hold) {
        return Verdict.booked(new Moved(
                kind,
                pot.amount(amount),
                expired.signum() == 0 ? Optional.empty() : Optional.of(pot.amount(expired)),
                pot.asset,
                command.programId(),
                pot.buckets(),
                drawn.entry(),
                "Processed " + pot.amount(amount),
                command.reference(),
                shares,
                hold.map(opened -> opened.id)));
    }
}
