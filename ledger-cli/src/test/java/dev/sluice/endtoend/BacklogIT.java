package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.JournalReader.Place;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.InventoryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Very many lots fall due at one instant: half of them on one account, half on many. Whoever asks for something else is
 * served meanwhile, and whoever asks for one of those accounts is answered rightly. With {@code
 * -Dsluice.backlog.lots=1000000} it is a measurement.
 */
class BacklogIT {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogIT.class);

    private static final int LOTS = Integer.getInteger("sluice.backlog.lots", 6_000);

    /** Lots that never expire: enough to learn how long it takes here to give the others. */
    private static final int LOTS_TO_LEARN_FROM = Math.clamp(LOTS / 10, 2_000, 20_000);

    private static final int LOTS_OF_A_SMALL_ACCOUNT = 25;
    private static final int BYSTANDERS = 20;

    /** A journal with more than these is not read back as a whole. */
    private static final int LOTS_TO_READ_MAX = 100_000;

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();

    private final AccountId big = AccountId.ofParticipant("big");
    private final AccountId learner = AccountId.ofParticipant("learner");
    private final List<AccountId> small = IntStream.range(0, LOTS / 2 / LOTS_OF_A_SMALL_ACCOUNT)
            .mapToObj(BacklogIT::nameOf)
            .map(AccountId::ofParticipant)
            .toList();

    private Value value;

    @Test
    void serves_everybody_while_very_many_lots_fall_due_at_one_instant() throws Exception {
        value = caller.newValue(InventoryMode.LOT);
        var bystanders = IntStream.range(0, BYSTANDERS)
                .mapToObj(i -> caller.newParticipantWith(value, "100000.00"))
                .toList();
        var due = Instant.now()
                .plus(timeToGiveLots().multipliedBy(3).dividedBy(2))
                .plusSeconds(5);
        giveLotsThatExpire(due);
        assertThat(Instant.now()).as("all was given before it falls due").isBefore(due);

        try (var expired = new ExpiredLots(ledger.bootstrapServers(), ledger.topic(Topic.JOURNAL));
                var holds = new SteadyHolds(caller, value, bystanders)) {
            Awaitility.await("all to fall due").atMost(PATIENCE).until(Instant::now, now -> !now.isBefore(due));
            var quiet = holds.takeTimes();
            var began = System.nanoTime();
            var balance = untilAnswered(() -> ledger.http().get(balancesOf(big)));
            var hold = untilAnswered(() -> caller.send(
                    LedgerCaller.path(big, "hold"),
                    operation(value).put("amount", "1.01").put("idempotency_key", "more-than-there-is")));
            Awaitility.await("all that is due to be booked").atMost(PATIENCE).until(() -> expired.count() >= LOTS);
            var draining = holds.takeTimes();
            tell(quiet, draining, Duration.ofNanos(System.nanoTime() - began));

            assertThat(LedgerCaller.ok(balance.join())
                            .path("data")
                            .path(0)
                            .path("available")
                            .asText())
                    .isEqualTo("1.00");
            LedgerCaller.refused(hold.join(), 422, "insufficient_balance");
            assertThat(holds.stop()).as("bystanders' holds that were not done").isEmpty();
            assertThat(bystanders.stream().mapToLong(this::centsHeld).sum()).isEqualTo(holds.sent());
            assertThat(expired.count()).as("lots that expired").isEqualTo(LOTS);
        }
        assertThat(caller.balance(big, value)).isEqualTo("1.00/0.00");
        assertThat(balancesOfAll(small)).hasSameSizeAs(small).containsOnly("1.00/0.00");
        if (LOTS <= LOTS_TO_READ_MAX) {
            assertTheJournalSaysTheSame();
        }
    }

    /** Everybody is made, and given a lot that stays. Then others are given to find out how long it takes. */
    private Duration timeToGiveLots() {
        try (var requests = requests()) {
            requests.send(learner, participant("learner"));
            requests.send(big, participant("big"));
            requests.send(big, lot(Optional.empty()));
            for (var i = 0; i < small.size(); i++) {
                requests.send(small.get(i), participant(nameOf(i)));
                requests.send(small.get(i), lot(Optional.empty()));
            }
        }
        giveToLearn(LOTS_TO_LEARN_FROM / 2);
        var began = System.nanoTime();
        giveToLearn(LOTS_TO_LEARN_FROM / 2);
        return Duration.ofNanos(System.nanoTime() - began).multipliedBy(2L * LOTS / LOTS_TO_LEARN_FROM);
    }

    private void giveToLearn(int count) {
        try (var requests = requests()) {
            for (var i = 0; i < count; i++) {
                requests.send(learner, lot(Optional.empty()));
            }
        }
        awaitAllBefore();
    }

    private ManyRequests requests() {
        return new ManyRequests(ledger.bootstrapServers(), ledger.topic(Topic.REQUESTS));
    }

    private static PutParticipant participant(String name) {
        return new PutParticipant(name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private void giveLotsThatExpire(Instant due) {
        try (var requests = requests()) {
            for (var i = 0; i < LOTS / 2; i++) {
                requests.send(big, lot(Optional.of(due)));
                requests.send(small.get(i % small.size()), lot(Optional.of(due)));
            }
        }
        awaitAllBefore();
        assertThat(caller.balance(big, value)).isEqualTo("%d.00/0.00".formatted(1 + LOTS / 2));
    }

    /** A question is answered after all that was asked before it on its partition; some account is on each. */
    private void awaitAllBefore() {
        small.stream()
                .limit(50)
                .forEach(account -> untilAnswered(() -> ledger.http().get(balancesOf(account)))
                        .join());
        untilAnswered(() -> ledger.http().get(balancesOf(big))).join();
        untilAnswered(() -> ledger.http().get(balancesOf(learner))).join();
    }

    private Credit lot(Optional<Instant> expiresAt) {
        return new Credit(
                value.program(),
                value.asset(),
                "One of many",
                Amount.parse("1.00"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                expiresAt,
                Optional.empty(),
                Map.of());
    }

    private static String nameOf(int number) {
        return "small-" + number;
    }

    private String balancesOf(AccountId account) {
        return "/v1/participants/%s/balances?asset_id=%s".formatted(account, value.asset());
    }

    /** The gateway has less patience than the account may need. */
    private static CompletableFuture<HttpAnswer> untilAnswered(Supplier<CompletableFuture<HttpAnswer>> call) {
        return call.get()
                .thenCompose(answer ->
                        answer.status() == 504 ? untilAnswered(call) : CompletableFuture.completedFuture(answer));
    }

    private List<String> balancesOfAll(List<AccountId> accounts) {
        var answers = accounts.stream()
                .map(account -> ledger.http().get(balancesOf(account)))
                .toList();
        return answers.stream()
                .map(answer -> LedgerCaller.ok(answer.join()).path("data").path(0))
                .map(LedgerCaller::inWords)
                .toList();
    }

    private long centsHeld(AccountId account) {
        var balance = caller.balance(account, value);
        return Amount.parse(balance.substring(balance.indexOf('/') + 1))
                .value()
                .movePointRight(2)
                .longValueExact();
    }

    private void assertTheJournalSaysTheSame() {
        var balances = JournalReader.balances(ledger.journal().checkedEntries());
        assertThat(balances.get(new Place(big, value.asset(), Bucket.AVAILABLE)))
                .isEqualTo(Amount.parse("1.00"));
        assertThat(small)
                .allSatisfy(account -> assertThat(balances.get(new Place(account, value.asset(), Bucket.AVAILABLE)))
                        .isEqualTo(Amount.parse("1.00")));
    }

    private static void tell(SteadyHolds.Times quiet, SteadyHolds.Times draining, Duration took) {
        LOG.warn(
                "{} lots fell due at one instant, and were booked {} s later (half of them on one account).%n  before it:   {}%n  meanwhile:   {}"
                        .replace("%n", System.lineSeparator()),
                LOTS,
                took.toMillis() / 1_000.0,
                quiet,
                draining);
    }
}
