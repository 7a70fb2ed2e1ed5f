package dev.sluice.ledger.core.model;

import static dev.sluice.ledger.core.model.RequestMaker.NOBODY;
import static dev.sluice.ledger.core.model.RequestMaker.NO_SHOP;
import static dev.sluice.ledger.core.model.RequestMaker.OTHER_SHOP;
import static dev.sluice.ledger.core.model.RequestMaker.SHOP;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.ProgramId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The random choices that requests of any family share: the account, the asset and all else that is drawn. */
final class Chance {

    final Random random;
    final Surroundings known;
    final Instant now;

    AccountId account;
    AssetKind asset;
    Optional<AccountKind> accountKind;

    Chance(long seed, Surroundings known, Instant now) {
        this.random = new Random(seed);
        this.known = known;
        this.now = now;
        this.account = oneOf(known.accounts());
        this.asset = oneOf(
                AssetKind.PTS,
                AssetKind.PTS,
                AssetKind.PTS,
                AssetKind.PTS,
                AssetKind.PTS,
                AssetKind.USD,
                AssetKind.USD,
                AssetKind.INT,
                AssetKind.WEI,
                AssetKind.GIFT,
                AssetKind.GIFT,
                AssetKind.CASH);
        if (isOneIn(40)) {
            account = NOBODY;
        }
        if (isOneIn(40)) {
            asset = AssetKind.NONE;
        }
        accountKind = sometimes(30, () -> oneOf(AccountKind.values()));
    }

    /** Mostly turns to who has something there: what takes from a bucket would seldom find anything otherwise. */
    void turnToWhoHas(Bucket bucket) {
        if (isOneIn(4)) {
            return;
        }
        var kinds = Stream.concat(Stream.of(asset), Stream.of(AssetKind.values()));
        kinds.filter(kind -> known.accounts().stream().anyMatch(someone -> known.has(someone, kind.id, bucket)))
                .findFirst()
                .ifPresent(kind -> {
                    asset = kind;
                    turnToOneOf(someone -> known.has(someone, kind.id, bucket));
                });
    }

    /** Turns to one of those accounts, where there are any. */
    void turnToOneOf(Predicate<AccountId> wanted) {
        var accounts = known.accounts().stream().filter(wanted).toList();
        if (!accounts.isEmpty()) {
            account = oneOf(accounts);
        }
    }

    ProgramId program() {
        return isOneIn(30) ? oneOf(OTHER_SHOP, NO_SHOP) : SHOP;
    }

    /** One to four of the units or of the smallest parts, with more or fewer zeros, rarely too fine. */
    Amount amount() {
        return amount(4);
    }

    Amount amount(int most) {
        var digit = String.valueOf(1 + random.nextInt(most));
        return Amount.parse(
                switch (random.nextInt(12)) {
                    case 0 -> digit + ".00";
                    case 1 -> digit + ".5";
                    case 2 -> "0.0" + digit;
                    case 3 -> isOneIn(4) ? "0.00" + digit : digit + ".0";
                    case 4 -> asset == AssetKind.WEI ? "0." + "0".repeat(17) + digit : digit;
                    default -> digit;
                });
    }

    /** As much as fits, once in a while. */
    Amount amountOrHuge(double oneIn, int most) {
        return isOneIn(oneIn) ? Amount.parse("9".repeat(36)) : amount(most);
    }

    Optional<String> reference() {
        return sometimes(1.5, () -> oneOf("A", "A", "A", "B"));
    }

    /** A midnight around now, so that instants coincide. */
    Instant someTime() {
        return midnight(random.nextInt(10) - 6);
    }

    /** Mostly the one midnight of three to come, so that all kinds of things fall due at one instant. */
    Instant later() {
        if (isOneIn(25)) {
            return now.minusMillis(random.nextInt(2));
        }
        var today = Math.floorDiv(now.getEpochSecond(), Duration.ofDays(1).toSeconds());
        return midnight(isOneIn(1.5) ? 3 - Math.floorMod(today, 3) : 1 + random.nextInt(5));
    }

    /** Once in a while a millisecond before or after it. */
    private Instant midnight(int daysFromToday) {
        var midnight = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(daysFromToday));
        return isOneIn(12) ? midnight.plusMillis(random.nextInt(3) - 1) : midnight;
    }

    Instant later(Optional<Instant> from) {
        return from.orElse(now.minus(Duration.ofDays(3))).plus(Duration.ofDays(random.nextInt(4)));
    }

    Optional<List<String>> lotIds() {
        if (asset.mode == InventoryMode.SIMPLE ? !isOneIn(30) : !isOneIn(5)) {
            return Optional.empty();
        }
        var ids = new ArrayList<>(known.lotIds(account, asset.id));
        Collections.shuffle(ids, random);
        var some = new ArrayList<>(ids.subList(0, Math.min(ids.size(), 1 + random.nextInt(4))));
        if (some.isEmpty() || isOneIn(12)) {
            some.add(oneOf("no id", unknownId().toString()));
        }
        return Optional.of(some);
    }

    /** What the account has; where it has nothing, mostly what another one has, whose request it is then. */
    <T> List<T> ofSomebody(Function<AccountId, List<T>> things) {
        if (things.apply(account).isEmpty() && !isOneIn(4)) {
            known.accounts().stream()
                    .filter(other -> !things.apply(other).isEmpty())
                    .findFirst()
                    .ifPresent(other -> account = other);
        }
        return things.apply(account);
    }

    /** Turns to an asset of which the account has charges, if there is one. */
    void turnToCharges() {
        turnTo(kind -> !known.charges(account, kind.id).isEmpty());
    }

    /** Turns to an asset of which the account has something to spend, if there is one. */
    void turnToValue() {
        turnTo(kind -> known.has(account, kind.id, Bucket.AVAILABLE));
    }

    private void turnTo(Predicate<AssetKind> wanted) {
        var kinds = Stream.of(AssetKind.values()).filter(wanted).toList();
        if (!kinds.isEmpty()) {
            asset = oneOf(kinds);
        }
    }

    /** One of few names, so that a charge comes in several pieces. */
    String newCharge() {
        return oneOf("charge 1", "charge 2", "charge 3");
    }

    /** A charge of which something was reserved, or another. */
    String charge() {
        var charges = known.charges(account, asset.id);
        return charges.isEmpty() || isOneIn(6) ? newCharge() : lateOneOf(charges);
    }

    HoldId hold() {
        var ids = known.holdIds(account, asset.id);
        return ids.isEmpty() || isOneIn(5) ? new HoldId(unknownId()) : oneOf(ids);
    }

    /**
     * A debit or capture to be reversed: one of the last, which is most likely not reversed yet, of this account and asset or
     * else of one that has any; and once in a while something that can't be reversed here.
     */
    EntryId reversibleDebit() {
        if (isOneIn(12)) {
            var others = isOneIn(2) ? known.transferIds(account) : known.reversibleDebits(someone(), asset.id);
            return others.isEmpty() ? new EntryId(unknownId()) : oneOf(others);
        }
        if (known.reversibleDebits(account, asset.id).isEmpty()) {
            lookForConsumptions();
        }
        var ids = known.reversibleDebits(account, asset.id);
        return ids.isEmpty()
                ? new EntryId(unknownId())
                : oneOf(ids.subList(Math.max(0, ids.size() - (isOneIn(4) ? ids.size() : 2)), ids.size()));
    }

    private void lookForConsumptions() {
        for (var kind : AssetKind.values()) {
            for (var owner : known.accounts()) {
                if (!known.reversibleDebits(owner, kind.id).isEmpty()) {
                    account = owner;
                    asset = kind;
                    return;
                }
            }
        }
    }

    static UUID unknownId() {
        return new UUID(0x7000L, Long.MIN_VALUE);
    }

    AccountId group() {
        return oneOf(known.groups());
    }

    /** A group, or once in a while the account of a person, which is none. */
    AccountId groupOrSomeone(int groups) {
        var choice = new ArrayList<>(Collections.nCopies(groups, group()));
        choice.add(someoneFirst());
        return oneOf(choice);
    }

    AccountId someoneFirst() {
        return AccountId.ofParticipant(known.participants().getFirst());
    }

    AccountId someone() {
        return AccountId.ofParticipant(oneOf(known.participants()));
    }

    AccountId someoneOrNobody() {
        var someone = new ArrayList<>(
                known.participants().stream().map(AccountId::ofParticipant).toList());
        someone.add(NOBODY);
        return oneOf(someone);
    }

    boolean isOneIn(double n) {
        return random.nextInt(1_000) * n < 1_000;
    }

    <T> Optional<T> sometimes(double oneIn, Supplier<T> value) {
        return isOneIn(oneIn) ? Optional.of(value.get()) : Optional.empty();
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** One of the last ones, mostly: what was made long ago is over. */
    <T> T lateOneOf(List<T> values) {
        return oneOf(isOneIn(3) ? values : values.subList(Math.max(0, values.size() - 4), values.size()));
    }

    /** Nothing is drawn where there is no choice. */
    <T> T oneOf(List<T> values) {
        return values.size() == 1 ? values.getFirst() : values.get(random.nextInt(values.size()));
    }
}
