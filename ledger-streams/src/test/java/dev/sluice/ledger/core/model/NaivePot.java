package dev.sluice.ledger.core.model;

import static java.util.Comparator.comparing;

import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The value that one account has of one asset: pieces of value in a list. Value of a SIMPLE asset is in pieces of no lot. */
final class NaivePot {

    /** A lot, or the one nameless "lot" of a SIMPLE asset. */
    static final class Lot {
        final LotId id;
        final int number;
        final BigDecimal amount;
        final Instant earned;
        final Optional<Instant> expires;
        final Optional<Instant> matures;
        final Optional<String> reference;
        boolean finished;
        boolean expired;

        Lot(
                LotId id,
                int number,
                BigDecimal amount,
                Instant earned,
                Optional<Instant> expires,
                Optional<Instant> matures,
                Optional<String> reference) {
            this.id = id;
            this.number = number;
            this.amount = amount;
            this.earned = earned;
            this.expires = expires;
            this.matures = matures;
            this.reference = reference;
        }

        boolean isExpiredAt(Instant at) {
            return expires.isPresent() && expires.get().compareTo(at) <= 0;
        }
    }

    static final class Hold {
        final HoldId id;
        final int number;
        final ProgramId program;
        final BigDecimal amount;
        final HoldOrigin origin;
        final Optional<String> reference;
        final Instant created;
        final Optional<Instant> expires;
        /** What is said of it, if it is a reserve. */
        Optional<NaiveReserved> reserved = Optional.empty();

        BigDecimal captured = BigDecimal.ZERO;
        BigDecimal released = BigDecimal.ZERO;
        BigDecimal forfeited = BigDecimal.ZERO;

        Hold(
                HoldId id,
                int number,
                ProgramId program,
                BigDecimal amount,
                HoldOrigin origin,
                Optional<String> reference,
                Instant created,
                Optional<Instant> expires) {
            this.id = id;
            this.number = number;
            this.program = program;
            this.amount = amount;
            this.origin = origin;
            this.reference = reference;
            this.created = created;
            this.expires = expires;
        }

        BigDecimal remaining() {
            return amount.subtract(captured).subtract(released).subtract(forfeited);
        }
    }

    static final class Piece {
        final Lot lot;
        final Bucket bucket;
        final Optional<Hold> hold;
        BigDecimal amount;

        Piece(Lot lot, Bucket bucket, Optional<Hold> hold, BigDecimal amount) {
            this.lot = lot;
            this.bucket = bucket;
            this.hold = hold;
            this.amount = amount;
        }
    }

    private static final Lot NAMELESS = new Lot(
            new LotId(new UUID(0, 0)),
            0,
            BigDecimal.ZERO,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    final AssetId asset;
    final int scale;
    final boolean hasLots;
    final List<Lot> lots = new ArrayList<>();
    final List<Hold> holds = new ArrayList<>();
    final List<NaiveTaking> takings = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private BigDecimal debt = BigDecimal.ZERO;

    /** Whether anything was ever moved here. */
    boolean used;

    NaivePot(AssetId asset, int scale, boolean hasLots) {
        this.asset = asset;
        this.scale = scale;
        this.hasLots = hasLots;
    }

    Lot nameless() {
        return NAMELESS;
    }

    /** All pieces, in no order. */
    List<Piece> pieces() {
        return pieces;
    }

    /** Pieces of a bucket in the order of spending; those of a SIMPLE asset in the order of their holds. */
    List<Piece> pieces(Bucket bucket) {
        return pieces.stream()
                .filter(piece -> piece.bucket == bucket)
                .sorted(comparing((Piece piece) -> piece.lot.earned)
                        .thenComparingInt(piece -> piece.lot.number)
                        .thenComparing(
                                piece -> piece.hold.map(hold -> hold.number).orElse(0)))
                .toList();
    }

    BigDecimal sum(Bucket bucket) {
        var sum = pieces(bucket).stream().map(piece -> piece.amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return bucket == Bucket.AVAILABLE ? sum.subtract(debt) : sum;
    }

    /** Puts value there; what is put into AVAILABLE repays debts first, and what is left of it is returned. */
    BigDecimal add(Lot lot, Bucket bucket, Optional<Hold> hold, BigDecimal amount) {
        used = true;
        var value = amount;
        if (bucket == Bucket.AVAILABLE) {
            var repaid = value.min(debt);
            debt = debt.subtract(repaid);
            value = value.subtract(repaid);
        }
        if (value.signum() == 0) {
            return value;
        }
        for (var piece : pieces) {
            if (piece.lot == lot && piece.bucket == bucket && piece.hold.equals(hold)) {
                piece.amount = piece.amount.add(value);
                return value;
            }
        }
        pieces.add(new Piece(lot, bucket, hold, value));
        return value;
    }

    void take(Piece piece, BigDecimal amount) {
        used = true;
        piece.amount = piece.amount.subtract(amount);
        pieces.removeIf(left -> left.amount.signum() == 0);
    }

    void owe(BigDecimal amount) {
        used = true;
        debt = debt.add(amount);
    }

    BigDecimal debt() {
        return debt;
    }

    /** A lot comes to be; nothing is in it yet. */
    Lot open(
            LotId id,
            BigDecimal amount,
            Instant earned,
            Optional<Instant> expires,
            Optional<Instant> matures,
            Optional<String> reference) {
        var lot = new Lot(id, lots.size() + 1, amount, earned, expires, matures, reference);
        lots.add(lot);
        return lot;
    }

    /** The pieces that an amount takes, from the first on, and how much of each. */
    record Taken(Piece piece, BigDecimal amount) {

        static List<Taken> upTo(List<Piece> pieces, BigDecimal amount) {
            var taken = new ArrayList<Taken>();
            var left = amount;
            for (var piece : pieces) {
                var part = piece.amount.min(left);
                if (part.signum() > 0) {
                    taken.add(new Taken(piece, part));
                }
                left = left.subtract(part);
            }
            return taken;
        }
    }

    static BigDecimal sum(List<Piece> pieces) {
        return pieces.stream().map(piece -> piece.amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether a sum has more digits at the asset's scale than an amount may have. */
    boolean isTooLong(BigDecimal sum) {
        var plain = sum.stripTrailingZeros();
        return plain.scale() <= scale
                && plain.setScale(scale).unscaledValue().abs().toString().length() > Amount.DIGITS_MAX;
    }

    /** All buckets together. */
    BigDecimal all() {
        return sum(Bucket.AVAILABLE).add(sum(Bucket.HELD)).add(sum(Bucket.DEFERRED));
    }

    /** Ends the lots of which nothing is left; those of them that are named have expired. */
    void finish(Set<Lot> broken) {
        for (var lot : lots) {
            if (!lot.finished && pieces.stream().noneMatch(piece -> piece.lot == lot)) {
                lot.finished = true;
                lot.expired = broken.contains(lot);
            }
        }
    }

    private record Event(Instant at, int kind, long number, Runnable happening) {}

    /** Lets happen what time brings, one event after another, each at its own instant. */
    void settle(Instant now) {
        while (true) {
            var next = events().stream()
                    .filter(event -> event.at().compareTo(now) <= 0)
                    .min(comparing(Event::at).thenComparingInt(Event::kind).thenComparingLong(Event::number));
            if (next.isEmpty()) {
                return;
            }
            next.get().happening().run();
        }
    }

    private List<Event> events() {
        var events = new ArrayList<Event>();
        for (var piece : pieces(Bucket.DEFERRED)) {
            events.add(new Event(piece.lot.matures.orElseThrow(), 1, piece.lot.number, () -> {
                var amount = piece.amount;
                take(piece, amount);
                add(piece.lot, Bucket.AVAILABLE, Optional.empty(), amount);
                finish(Set.of());
            }));
        }
        for (var hold : holds) {
            if (hold.remaining().signum() > 0) {
                hold.expires.ifPresent(at -> events.add(new Event(at, 2, hold.number, () -> runsOut(hold, at))));
                hold.reserved.ifPresent(reserved -> events.add(givenBack(reserved)));
            }
        }
        for (var piece : pieces(Bucket.AVAILABLE)) {
            piece.lot.expires.ifPresent(at -> events.add(new Event(at, 3, piece.lot.number, () -> {
                take(piece, piece.amount);
                finish(Set.of(piece.lot));
            })));
        }
        return events;
    }

    private Event givenBack(NaiveReserved reserved) {
        var end = reserved.end();
        var kind = end.isOfPlan() ? 5 : 4;
        return new Event(end.at(), kind, end.number(), () -> {
            reserved.givesBack(end);
            runsOut(reserved.hold, end.at());
        });
    }

    private void runsOut(Hold hold, Instant at) {
        var broken = new HashSet<Lot>();
        for (var piece : pieces(Bucket.HELD)) {
            if (piece.hold.equals(Optional.of(hold))) {
                release(piece, piece.amount, at, broken);
            }
        }
        finish(broken);
    }

    /** Gives value back to AVAILABLE; what has expired at the instant is gone, and the amount of it returned. */
    BigDecimal release(Piece piece, BigDecimal amount, Instant at, Set<Lot> broken) {
        var hold = piece.hold.orElseThrow();
        hold.released = hold.released.add(amount);
        take(piece, amount);
        if (piece.lot.isExpiredAt(at)) {
            broken.add(piece.lot);
            return amount;
        }
        add(piece.lot, Bucket.AVAILABLE, Optional.empty(), amount);
        return BigDecimal.ZERO;
    }

    Amount amount(BigDecimal value) {
        return new Amount(value.setScale(scale));
    }

    Buckets buckets() {
        return new Buckets(amount(sum(Bucket.AVAILABLE)), amount(sum(Bucket.DEFERRED)), amount(sum(Bucket.HELD)));
    }
}
