package dev.sluice.ledger.core.model;

import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes one request by chance, of few accounts, few assets and few amounts, so that requests meet each other. What it makes
 * follows from its seed and from what the ledger has at that time, so that any part of a sequence of seeds is a sequence
 * again.
 */
public final class RequestMaker {

    static final ProgramId SHOP = ProgramId.madeWith(IdempotencyKey.of("shop"));
    static final ProgramId OTHER_SHOP = ProgramId.madeWith(IdempotencyKey.of("other shop"));
    static final ProgramId NO_SHOP = ProgramId.madeWith(IdempotencyKey.of("no shop"));
    static final AccountId NOBODY = AccountId.ofParticipant("nobody");

    private static final int FAR_DAYS = 40;

    private record Maker(int weight, Supplier<? extends Operation> operation) {}

    /** The register in which a family of requests says what it can make, and how often that is wanted. */
    interface Makers {
        <T extends Operation> void make(int weight, Class<T> type, Supplier<T> operation);
    }

    private final Map<Class<? extends Operation>, Maker> makers = new LinkedHashMap<>();
    private final Chance chance;

    public RequestMaker(long seed, Surroundings known, Instant now) {
        this.chance = new Chance(seed, known, now);
        var all = new Makers() {
            @Override
            public <T extends Operation> void make(int weight, Class<T> type, Supplier<T> operation) {
                makers.put(type, new Maker(weight, operation));
            }
        };
        new BalanceRequests(chance).addTo(all);
        new TransferRequests(chance).addTo(all);
        new CatalogueRequests(chance).addTo(all);
        new OwnerRequests(chance).addTo(all);
        new QuestionRequests(chance).addTo(all);
        new ReserveRequests(chance).addTo(all);
        new ReserveQuestionRequests(chance).addTo(all);
    }

    /** The types that are made here. */
    public static Set<Class<? extends Operation>> types() {
        return new RequestMaker(0, new NaiveSurroundings(new NaiveLedger()), Instant.EPOCH).makers.keySet();
    }

    /** What every sequence begins with. */
    public static List<Request> beginning(Surroundings known) {
        var requests = new ArrayList<Request>();
        var key = IdempotencyKey.of("beginning");
        requests.add(new Request(SHOP.account(), key, new CreateProgram("Shop", Optional.empty())));
        requests.add(new Request(OTHER_SHOP.account(), key, new CreateProgram("Other", Optional.empty())));
        for (var kind : AssetKind.values()) {
            if (kind != AssetKind.NONE) {
                requests.add(new Request(kind.id.account(), key, kind.made(SHOP)));
            }
        }
        var people = known.participants();
        people.forEach(name -> requests.add(
                new Request(AccountId.ofParticipant(name), key, OwnerRequests.participant(name, Optional.empty()))));
        known.groups().forEach(group -> requests.add(new Request(group, key, OwnerRequests.group("Team", people))));
        for (var kind : List.of(AssetKind.GIFT, AssetKind.CASH)) {
            var fund = new FundWallet(kind.id, Amount.parse("40"), "Start", Optional.empty(), Map.of());
            requests.add(new Request(SHOP.account(), IdempotencyKey.of("fund " + kind), fund));
        }
        return requests;
    }

    /** A plan of a merchant, who has one from the beginning: for all assets, and for as short as can be. */
    public static Request reservePlan(AccountId merchant) {
        return new Request(
                merchant,
                IdempotencyKey.of("plan"),
                new CreateReservePlan(
                        Optional.empty(), 30, Optional.empty(), Optional.of(3), Optional.empty(), Map.of()));
    }

    /** What makes somebody able to pay. */
    public static List<Request> wealth(AccountId account) {
        return Stream.of(AssetKind.PTS, AssetKind.USD)
                .map(kind -> new Request(
                        account,
                        IdempotencyKey.of("wealth " + kind),
                        new Credit(
                                SHOP,
                                kind.id,
                                "Wealth",
                                Amount.parse("40"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of())))
                .toList();
    }

    /**
     * How far time goes before the request: mostly not at all, often to the very instant of something, now and then so far that what was
     * reserved comes back, rarely by years.
     */
    public Duration pause() {
        if (chance.isOneIn(80)) {
            return Duration.ofDays(chance.random.nextInt(20_000));
        }
        var tomorrow = chance.now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
        var untilTomorrow = Duration.between(chance.now, tomorrow);
        return switch (chance.random.nextInt(20)) {
            case 0, 1 -> untilTomorrow;
            case 2 -> untilTomorrow.plusDays(chance.random.nextInt(5));
            case 3 -> Duration.ofMillis(1);
            case 4 -> untilTomorrow.minusMillis(1);
            case 5, 6 -> untilRelease();
            case 7 -> Duration.ofDays(chance.random.nextInt(FAR_DAYS));
            default -> Duration.ZERO;
        };
    }

    /** To the very instant at which something that is reserved comes back, unless that is too far. */
    private Duration untilRelease() {
        var dates = chance.known.releaseDates().stream()
                .map(date -> Duration.between(chance.now, date))
                .filter(pause -> !pause.isNegative() && pause.toDays() < FAR_DAYS)
                .toList();
        return dates.isEmpty() ? Duration.ZERO : chance.oneOf(dates);
    }

    /** A request as there would be many: more operations on balances than anything else. */
    public Request request() {
        var left = chance.random.nextInt(
                makers.values().stream().mapToInt(Maker::weight).sum());
        for (var maker : makers.values()) {
            left -= maker.weight();
            if (left < 0) {
                return request(maker);
            }
        }
        throw new AssertionError("The weights have a sum");
    }

    /** A request of this type. */
    public Request requestOf(Class<? extends Operation> type) {
        return request(makers.get(type));
    }

    private Request request(Maker maker) {
        var operation = maker.operation().get();
        return new Request(chance.account, chance.accountKind, IdempotencyKey.of("key"), operation);
    }
}
