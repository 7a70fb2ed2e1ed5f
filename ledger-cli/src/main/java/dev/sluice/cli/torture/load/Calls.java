package dev.sluice.cli.torture.load;

import static dev.sluice.cli.torture.load.Cast.operation;

import dev.sluice.cli.torture.load.Cast.Asset;
import dev.sluice.schema.value.AccountId;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The calls of the load, of every kind of operation: drawn by chance, and from what was answered before. */
final class Calls {

    private static final int REMEMBERED = 200;
    private static final int RECIPIENTS_MOST = 6;
    private static final List<String> STATUSES = List.of("SUSPENDED", "ACTIVE", "ACTIVE", "ACTIVE");

    private static final List<Asset> ASSETS = List.of(Asset.values());

    private final Clock clock;
    private final AtomicLong keys = new AtomicLong();
    private final Memory<Reference> holds = new Memory<>(REMEMBERED);
    private final Memory<Reference> born = new Memory<>(REMEMBERED);
    private final Memory<Reference> debits = new Memory<>(REMEMBERED);
    private final Memory<Reference> reserves = new Memory<>(REMEMBERED);
    private final Memory<Reference> plans = new Memory<>(REMEMBERED);

    /** Something of an account that a later call may name. */
    private record Reference(AccountId account, Asset asset, String name) {}

    /** A call, and what is to be remembered of it once it is accepted. */
    record Drawn(Call call, Lesson lesson) {

        /** The part of an answer that later calls may name. */
        interface Lesson {
            void learn(Answer answer);
        }

        private static Drawn plain(Call call) {
            return new Drawn(call, answer -> {});
        }
    }

    Calls(Clock clock) {
        this.clock = clock;
    }

    Drawn draw(Random random) {
        var account = Cast.account(Cast.anybody(random));
        var asset = ASSETS.get(random.nextInt(ASSETS.size()));
        return switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4, 5 -> credit(account, asset, random);
            case 6, 7, 8, 9, 10, 11 -> hold(account, asset, random);
            case 12, 13, 14 -> Drawn.plain(release(random, account, asset));
            case 15, 16, 17 -> capture(random, account, asset);
            case 18, 19 -> debit(account, asset, random);
            case 20 ->
                Drawn.plain(command(account, "forfeit", asset, ",\"bucket\":\"AVAILABLE\"," + amount(random, 300)));
            case 21 -> Drawn.plain(voidHold(random, account));
            case 22, 23 -> Drawn.plain(reverse(random, account, asset));
            case 24, 25, 26, 27, 28, 29 -> Drawn.plain(transfer(account, asset, random));
            case 30 -> Drawn.plain(wallet(random));
            case 31 -> Drawn.plain(person(random));
            case 32, 33 -> reserveHold(account, random);
            case 34 -> Drawn.plain(reserveRelease(random));
            case 35 -> plan(account, random);
            case 36 -> Drawn.plain(charge(account, random));
            default -> Drawn.plain(question(account, asset, random));
        };
    }

    String newKey(String operation) {
        return "torture-%s-%d".formatted(operation, keys.incrementAndGet());
    }

    private Drawn credit(AccountId account, Asset asset, Random random) {
        var reference = newKey("ref");
        var more = switch (random.nextInt(5)) {
            case 0 -> ",\"expires_at\":\"%s\"".formatted(in(5, 90, random));
            case 1 -> ",\"matures_at\":\"%s\"".formatted(in(3, 40, random));
            case 2 -> ",\"bucket\":\"HELD\",\"reference_id\":\"%s\"".formatted(reference);
            default -> "";
        };
        var call = command(account, "adjust", "credit", asset, ",\"type\":\"CREDIT\"," + amount(random, 2_000) + more);
        return new Drawn(call, answer -> {
            if (more.contains("HELD")) {
                born.add(new Reference(account, asset, reference), random);
            }
        });
    }

    private Drawn hold(AccountId account, Asset asset, Random random) {
        var reference = newKey("ref");
        var expires = random.nextInt(4) == 0 ? ",\"expires_at\":\"%s\"".formatted(in(5, 60, random)) : "";
        var call = command(
                account,
                "hold",
                asset,
                ",\"reference_id\":\"%s\",%s%s".formatted(reference, amount(random, 1_500), expires));
        return new Drawn(call, answer -> holds.add(new Reference(account, asset, reference), random));
    }

    private Call release(Random random, AccountId account, Asset asset) {
        return holds.any(random)
                .map(hold -> command(
                        hold.account(), "release", hold.asset(), ",\"reference_id\":\"%s\"".formatted(hold.name())))
                .orElseGet(() -> command(account, "release", asset, "," + amount(random, 500)));
    }

    private Drawn capture(Random random, AccountId account, Asset asset) {
        var hold = holds.any(random).orElse(new Reference(account, asset, "none"));
        var settled = random.nextBoolean() ? "," + amount(random, 1_000) : "";
        var call = command(
                hold.account(), "capture", hold.asset(), ",\"reference_id\":\"%s\"%s".formatted(hold.name(), settled));
        return new Drawn(call, answer -> rememberDebit(hold.account(), hold.asset(), answer, random));
    }

    private Drawn debit(AccountId account, Asset asset, Random random) {
        var negative = random.nextInt(6) == 0 ? ",\"allow_negative\":true" : "";
        var call =
                command(account, "adjust", "debit", asset, ",\"type\":\"DEBIT\"," + amount(random, 1_000) + negative);
        return new Drawn(call, answer -> rememberDebit(account, asset, answer, random));
    }

    private void rememberDebit(AccountId account, Asset asset, Answer answer, Random random) {
        debits.add(
                new Reference(
                        account, asset, answer.json().path("journal_entry_id").asText()),
                random);
    }

    private Call voidHold(Random random, AccountId account) {
        var hold = born.any(random).orElse(new Reference(account, Asset.POINTS, "none"));
        return command(hold.account(), "void-hold", hold.asset(), ",\"reference_id\":\"%s\"".formatted(hold.name()));
    }

    private Call reverse(Random random, AccountId account, Asset asset) {
        return debits.any(random)
                .map(debit -> command(
                        debit.account(),
                        "reverse",
                        debit.asset(),
                        ",\"journal_entry_id\":\"%s\"".formatted(debit.name())))
                .orElseGet(() -> command(account, "hold", asset, "," + amount(random, 100)));
    }

    private Call transfer(AccountId source, Asset asset, Random random) {
        var recipients = IntStream.rangeClosed(0, random.nextInt(RECIPIENTS_MOST))
                .mapToObj(at -> "{\"external_id\":\"%s\",%s}"
                        .formatted(Cast.externalId(Cast.anybody(random)), amount(random, 300)))
                .collect(Collectors.joining(","));
        var lots = random.nextInt(4) == 0 ? ",\"preserve_lots\":true" : "";
        return Call.command(
                "transfer",
                "/v1/transfers",
                "{%s,\"source_participant_id\":\"%s\",\"recipients\":[%s]%s}"
                        .formatted(asset.fields(), source, recipients, lots),
                newKey("transfer"));
    }

    private Call wallet(Random random) {
        var name = random.nextInt(3) == 0 ? "burn" : "fund";
        return Call.command(
                name + "_wallet",
                Cast.wallet(name),
                "{%s,\"description\":\"Torture\"}".formatted(amount(random, 100_000)),
                newKey(name));
    }

    /** Somebody comes, or is suspended for a while. */
    private Call person(Random random) {
        var number = Cast.anybody(random);
        if (random.nextBoolean()) {
            return new Call(
                    "change_participant_status",
                    "PATCH",
                    "/v1/participants/%s/status".formatted(Cast.account(number)),
                    "{\"status\":\"%s\"}".formatted(STATUSES.get(random.nextInt(STATUSES.size()))),
                    Optional.of(newKey("status")),
                    Optional.empty());
        }
        var key = newKey("participant");
        return Call.command("put_participant", "/v1/participants", "{\"external_id\":\"%s\"}".formatted(key), key);
    }

    private Drawn reserveHold(AccountId account, Random random) {
        var call = Call.reserve(
                "create_reserve_hold",
                "holds",
                "amount=%d&currency=%s&source_type=bank_account&release_schedule[release_after]=%d"
                        .formatted(
                                1 + random.nextInt(2_000),
                                currency(),
                                // A day has ten seconds here.
                                clock.instant().getEpochSecond() + 40 + random.nextInt(120)),
                newKey("reserve"),
                account.toString());
        return new Drawn(
                call,
                answer -> reserves.add(
                        new Reference(
                                account, Asset.POINTS, answer.json().path("id").asText()),
                        random));
    }

    private Call reserveRelease(Random random) {
        return reserves.any(random)
                .map(hold -> Call.reserve(
                        "create_reserve_release",
                        "releases",
                        "reserve_hold=%s%s"
                                .formatted(
                                        hold.name(),
                                        random.nextBoolean() ? "&amount=" + (1 + random.nextInt(500)) : ""),
                        newKey("reserve-release"),
                        hold.account().toString()))
                .orElseGet(() -> wallet(random));
    }

    /** A plan, or the end of one. */
    private Drawn plan(AccountId account, Random random) {
        var made = plans.any(random);
        if (made.isPresent() && random.nextBoolean()) {
            return Drawn.plain(Call.reserve(
                    "disable_reserve_plan",
                    "plans/%s/disable".formatted(made.get().name()),
                    "",
                    newKey("plan-end"),
                    made.get().account().toString()));
        }
        var call = Call.reserve(
                "create_reserve_plan",
                "plans",
                "percent=%d&currency=%s&type=rolling_release&rolling_release[days_after_charge]=%d"
                        .formatted(1 + random.nextInt(50), currency(), 4 + random.nextInt(10)),
                newKey("plan"),
                account.toString());
        return new Drawn(
                call,
                answer -> plans.add(
                        new Reference(
                                account, Asset.POINTS, answer.json().path("id").asText()),
                        random));
    }

    private Call charge(AccountId account, Random random) {
        return command(
                account,
                "adjust",
                "charge",
                Asset.POINTS,
                ",\"type\":\"CREDIT\",%s,\"source_charge\":\"%s\"".formatted(amount(random, 3_000), newKey("charge")));
    }

    private static String currency() {
        return Asset.POINTS.symbol().toLowerCase(Locale.ROOT);
    }

    private static Call question(AccountId account, Asset asset, Random random) {
        var balances = "/v1/participants/%s/balances".formatted(account);
        return switch (random.nextInt(3)) {
            case 0 -> Call.question("get_balances", balances);
            case 1 -> Call.question("list_lots", "%s/lots?asset_id=%s".formatted(balances, asset.id()));
            default -> Call.question("list_holds", "%s/holds?asset_id=%s".formatted(balances, asset.id()));
        };
    }

    private Call command(AccountId account, String operation, Asset asset, String more) {
        return command(account, operation, operation, asset, more);
    }

    private Call command(AccountId account, String path, String operation, Asset asset, String more) {
        return Call.command(
                operation, operation(account, path), "{%s%s}".formatted(asset.fields(), more), newKey(operation));
    }

    static String amount(Random random, int centsMost) {
        var cents = 1 + random.nextInt(centsMost);
        return "\"amount\":\"%d.%02d\"".formatted(cents / 100, cents % 100);
    }

    private String in(int secondsLeast, int secondsMost, Random random) {
        return clock.instant()
                .plusSeconds(secondsLeast + random.nextInt(secondsMost - secondsLeast))
                .toString();
    }
}
