package dev.sluice.ledger.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Dispatched;
import dev.sluice.ledger.core.entry.Decision.PutToVote;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.Decision.Withdrawn;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.reply.LotShare;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SystemAccount;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/**
 * The words in which the rules of the ledger are tested: given, when, then. It is noon on the first of June 2024; there is a
 * program with a LOT asset (points) and a SIMPLE one (dollars), both of scale 2, and two participants. After each step
 * the invariants are checked.
 */
public abstract class LedgerScenario {

    protected static final ProgramId SHOP = ProgramId.madeWith(IdempotencyKey.of("shop"));
    protected static final ProgramId OTHER_SHOP = ProgramId.madeWith(IdempotencyKey.of("other shop"));
    protected static final AssetId POINTS = AssetId.ofSymbol("PTS");
    protected static final AssetId DOLLARS = AssetId.ofSymbol("USD");
    protected static final Instant START = Instant.parse("2024-06-01T12:00:00Z");

    protected final Account ann = new Account(AccountId.ofParticipant("ann"));
    protected final Account bob = new Account(AccountId.ofParticipant("bob"));

    private final Map<String, LotId> lots = new HashMap<>();
    private InMemoryLedger ledger = new InMemoryLedger(START);
    private InMemoryLedger before = ledger;
    private Optional<Decision> outcome = Optional.empty();
    private int steps;
    private int sharesChecked;

    /** Something that happens. */
    public interface Step {
        void happenIn(LedgerScenario scenario);
    }

    /** Something that must be true afterwards. */
    public interface Check {
        void holdIn(LedgerScenario scenario);
    }

    /** A participant or group, and what it may ask for. */
    public record Account(AccountId id) {

        /** Credits a lot that the test calls by a name. */
        public Wish has(Wish lot) {
            return lot.on(this);
        }

        public Wish isCredited(String amount) {
            return new Wish(Wish.Kind.CREDIT).of(amount).on(this);
        }

        public Wish isDebited(String amount) {
            return new Wish(Wish.Kind.DEBIT).of(amount).on(this);
        }

        public Wish holds(String amount) {
            return holdsAll().of(amount);
        }

        public Wish holdsAll() {
            return new Wish(Wish.Kind.HOLD).on(this);
        }

        public Wish releases(String amount) {
            return releasesAll().of(amount);
        }

        public Wish releasesAll() {
            return new Wish(Wish.Kind.RELEASE).on(this);
        }

        public Wish forfeits(String amount) {
            return forfeitsAll().of(amount);
        }

        public Wish forfeitsAll() {
            return new Wish(Wish.Kind.FORFEIT).on(this);
        }

        public Wish captures(String amount) {
            return capturesAll().of(amount);
        }

        public Wish capturesAll() {
            return new Wish(Wish.Kind.CAPTURE).on(this);
        }

        public Wish voids(String reference) {
            return new Wish(Wish.Kind.VOID_HOLD).withReference(reference).on(this);
        }

        /** All that is left of a debit or capture. */
        public Wish reverses(EntryId entry) {
            return new Wish(Wish.Kind.REVERSE).ofEntry(entry).on(this);
        }

        /** Says nothing yet of whom to, nor how much. */
        public TransferWish transfers() {
            return new TransferWish(this);
        }

        public TransferWish pays(Account recipient, String amount) {
            return transfers().to(recipient, amount);
        }

        /** Any other operation under this account's id. */
        public Step asks(Operation operation) {
            return scenario -> scenario.ask(scenario.request(id, operation));
        }
    }

    @BeforeEach
    void make_the_catalogue_and_the_participants() {
        given(
                new Account(SHOP.account()).asks(new CreateProgram("Shop", Optional.empty())),
                new Account(OTHER_SHOP.account()).asks(new CreateProgram("Other shop", Optional.empty())),
                asset("PTS", InventoryMode.LOT),
                asset("USD", InventoryMode.SIMPLE),
                ann.asks(participant("ann")),
                bob.asks(participant("bob")));
    }

    protected static PutParticipant participant(String externalId) {
        return new PutParticipant(externalId, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** An asset of scale 2, linked to the shop. */
    protected static Step asset(String symbol, InventoryMode mode) {
        return asset(symbol, mode, IssuancePolicy.UNLIMITED, 2, Optional.empty());
    }

    protected static Step asset(
            String symbol, InventoryMode mode, IssuancePolicy policy, int scale, Optional<String> limit) {
        return new Account(AssetId.ofSymbol(symbol).account())
                .asks(new CreateAsset(SHOP, symbol, symbol, mode, policy, scale, limit.map(Amount::parse)));
    }

    /** Fills the wallet of a program. */
    protected static Step funded(ProgramId program, AssetId asset, String amount) {
        return new Account(program.account())
                .asks(new FundWallet(asset, Amount.parse(amount), "Test", Optional.empty(), Map.of()));
    }

    protected static Step linked(AssetId asset, ProgramId program) {
        return new Account(asset.account()).asks(new LinkAsset(program));
    }

    /** The clock is turned: to a day's first instant, or to an instant. */
    protected static Step time(String time) {
        return scenario -> scenario.ledger.turnClockTo(instant(time));
    }

    /** A day's first instant in UTC, or an instant. */
    protected static Instant instant(String time) {
        return Instant.parse(time.length() == "2024-06-01".length() ? time + "T00:00:00Z" : time);
    }

    /** A lot that the test calls by this name. */
    protected static Wish lot(String name) {
        return new Wish(Wish.Kind.CREDIT).named(name);
    }

    /** What was so before: each step must be done, not refused. */
    protected final void given(Step... steps) {
        for (var step : steps) {
            outcome = Optional.empty();
            step.happenIn(this);
            outcome.ifPresent(
                    decision -> assertThat(decision).as("what was given").isNotInstanceOf(Refused.class));
        }
    }

    /** What the test is about. What is due is booked first, and counts as given. */
    protected final void when(Step step) {
        outcome = Optional.empty();
        step.happenIn(this);
    }

    protected final void then(Check... checks) {
        sharesChecked = 0;
        for (var check : checks) {
            check.holdIn(this);
        }
        if (sharesChecked > 0) {
            assertThat(shares()).as("lots processed").hasSize(sharesChecked);
        }
    }

    final Request request(AccountId account, Operation operation) {
        return new Request(account, IdempotencyKey.of("key " + ++steps), operation);
    }

    final Decision ask(Request request) {
        ledger.settleFor(request);
        before = ledger.fork();
        var decision = ledger.apply(request);
        outcome = Optional.of(decision);
        Invariants.check(ledger);
        Invariants.checkFold(ledger);
        return decision;
    }

    final void name(String lot, LotId id) {
        assertThat(lots.put(lot, id)).as("a lot of the name " + lot).isNull();
    }

    /** The id of a lot, or the text itself where the test made no such lot. */
    protected final String idOf(String lot) {
        return lots.containsKey(lot) ? lots.get(lot).toString() : lot;
    }

    protected final InMemoryLedger ledger() {
        return ledger;
    }

    protected final Decision outcome() {
        return outcome.orElseThrow();
    }

    protected final Result result() {
        return switch (outcome()) {
            case Accepted accepted -> accepted.result();
            case Answered answered -> answered.result();
            case Refused refused -> throw new AssertionError("Expected it to be done, but got " + refused);
            case PutToVote putToVote -> throw otherPartitions(putToVote);
            case Dispatched dispatched -> throw otherPartitions(dispatched);
            case Withdrawn withdrawn -> throw otherPartitions(withdrawn);
        };
    }

    /** Asks a question and gives its answer. */
    protected final Result answerTo(Account account, Operation question) {
        account.asks(question).happenIn(this);
        return result();
    }

    private List<LotShare> shares() {
        return sharesIfAny().orElseThrow();
    }

    private Optional<List<LotShare>> sharesIfAny() {
        return switch (result()) {
            case Adjusted adjusted -> adjusted.lotsProcessed();
            case Moved moved -> moved.lotsProcessed();
            case Captured captured -> captured.lotsProcessed();
            case Reversed reversed -> reversed.lotsProcessed();
            default -> throw new AssertionError("Expected a balance operation, but got " + result());
        };
    }

    /** The next of the lots that were processed. A test that names one names all, in their order. */
    protected static Check processed(String lot, String amount) {
        return scenario -> assertThat(scenario.shares())
                .as("lots processed")
                .element(scenario.sharesChecked++)
                .isEqualTo(new LotShare(LotId.parse(scenario.idOf(lot)), Amount.parse(amount)));
    }

    /** An answer of a SIMPLE asset tells of no lots. */
    protected static Check noLots() {
        return scenario -> assertThat(scenario.sharesIfAny()).isEmpty();
    }

    protected static Check processed(String amount) {
        return scenario -> assertThat(
                        scenario.result() instanceof Moved moved
                                ? moved.amountProcessed().toString()
                                : ((Adjusted) scenario.result()).amount().toString())
                .as("the amount processed")
                .isEqualTo(amount);
    }

    protected static Check expired(String amount) {
        return scenario -> assertThat(scenario.amountExpired().map(Amount::toString))
                .as("the amount expired")
                .isEqualTo(Optional.of(amount));
    }

    protected static Check nothingExpired() {
        return scenario -> assertThat(scenario.amountExpired()).isEmpty();
    }

    private Optional<Amount> amountExpired() {
        return switch (result()) {
            case Captured captured -> captured.amountExpired();
            case Reversed reversed -> reversed.amountExpired();
            case Moved moved -> moved.amountExpired();
            default -> throw new AssertionError("Expected what may expire, but got " + result());
        };
    }

    /** So much was captured, and so much more of what was held released. */
    protected static Check captured(String amount, String released) {
        return scenario -> {
            var captured = (Captured) scenario.result();
            assertThat(captured.amountCaptured()).as("the amount captured").hasToString(amount);
            assertThat(captured.amountReleased()).as("the amount released").hasToString(released);
        };
    }

    /** What became of the units of a hold. */
    protected static Check units(
            Account account, HoldId id, String remaining, String captured, String released, String forfeited) {
        return scenario -> {
            var found = (Answered) scenario.ledger.fork().apply(scenario.request(account.id(), new GetHold(id)));
            var hold = ((HoldFound) found.result()).hold();
            assertThat("remaining %s, captured %s, released %s, forfeited %s"
                            .formatted(hold.remaining(), hold.captured(), hold.released(), hold.forfeited()))
                    .as("the hold")
                    .isEqualTo("remaining %s, captured %s, released %s, forfeited %s"
                            .formatted(remaining, captured, released, forfeited));
        };
    }

    /** It was refused, and so nothing changed. */
    protected static Check refused(RejectionCode code) {
        return scenario -> {
            assertThat(scenario.outcome()).isInstanceOf(Refused.class);
            assertThat(((Refused) scenario.outcome()).rejection().code()).isEqualTo(code);
            nothingChanged().holdIn(scenario);
        };
    }

    protected static Check refused(RejectionCode code, String message) {
        return scenario -> {
            refused(code).holdIn(scenario);
            assertThat(((Refused) scenario.outcome()).rejection().message()).isEqualTo(message);
        };
    }

    /** It was refused because of this field. */
    protected static Check refusedAt(RejectionCode code, String field) {
        return scenario -> {
            refused(code).holdIn(scenario);
            assertThat(((Refused) scenario.outcome()).rejection().errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.pointer()).isEqualTo("#/" + field));
        };
    }

    protected static Check done() {
        return scenario -> assertThat(scenario.outcome()).isNotInstanceOf(Refused.class);
    }

    protected static Check nothingChanged() {
        return scenario -> {
            assertThat(scenario.ledger.state()).isEqualTo(scenario.before.state());
            assertThat(scenario.ledger.journal()).hasSameSizeAs(scenario.before.journal());
        };
    }

    /** What the account has of points, as the last answer tells it and as a question does. */
    protected static Check balance(Account account, String available, String held, String deferred) {
        return balance(account, POINTS, available, held, deferred);
    }

    protected static Check balance(Account account, AssetId asset, String available, String held, String deferred) {
        return scenario -> {
            var expected = "available %s, held %s, deferred %s".formatted(available, held, deferred);
            scenario.outcome
                    .flatMap(LedgerScenario::buckets)
                    .ifPresent(buckets -> assertThat("available %s, held %s, deferred %s"
                                    .formatted(buckets.available(), buckets.held(), buckets.deferred()))
                            .as("the balance in the answer")
                            .isEqualTo(expected));
            assertThat(scenario.balanceOf(account, asset, Optional.empty()))
                    .as("the balance")
                    .isEqualTo(expected);
        };
    }

    /** What another account than the last answer's has. */
    protected static Check balanceOf(Account account, AssetId asset, String available, String held, String deferred) {
        return scenario -> assertThat(scenario.balanceOf(account, asset, Optional.empty()))
                .as("the balance")
                .isEqualTo("available %s, held %s, deferred %s".formatted(available, held, deferred));
    }

    /** What the wallet of a program has of an asset of scale 2: only AVAILABLE, and no lots. */
    protected static Check wallet(ProgramId program, AssetId asset, String amount) {
        return scenario -> {
            assertThat(scenario.balanceOf(new Account(program.account()), asset, Optional.of(AccountKind.PROGRAM)))
                    .as("the wallet")
                    .isEqualTo("available %s, held 0.00, deferred 0.00".formatted(amount));
            assertThat(scenario.ledger.state().lots())
                    .as("lots of the wallet")
                    .noneMatch(lot -> lot.account().equals(program.account()));
        };
    }

    private String balanceOf(Account account, AssetId asset, Optional<AccountKind> kind) {
        var bare = request(account.id(), new GetBalances(Optional.of(asset)));
        var asked = new Request(bare.accountId(), kind, bare.idempotencyKey(), bare.operation());
        var answered = (Answered) ledger.fork().apply(asked);
        var row = ((BalanceList) answered.result()).data().getFirst();
        return "available %s, held %s, deferred %s".formatted(row.available(), row.held(), row.deferred());
    }

    private static Optional<Buckets> buckets(Decision decision) {
        return switch (decision) {
            case Accepted(var entry, Adjusted adjusted) -> Optional.of(adjusted.balance());
            case Accepted(var entry, Moved moved) -> Optional.of(moved.balance());
            case Accepted(var entry, Captured captured) -> Optional.of(captured.balance());
            case Accepted(var entry, Reversed reversed) -> Optional.of(reversed.balance());
            case Accepted accepted -> Optional.empty();
            case Answered answered -> Optional.empty();
            case Refused refused -> Optional.empty();
            case PutToVote putToVote -> throw otherPartitions(putToVote);
            case Dispatched dispatched -> throw otherPartitions(dispatched);
            case Withdrawn withdrawn -> throw otherPartitions(withdrawn);
        };
    }

    private static AssertionError otherPartitions(Decision decision) {
        return new AssertionError("Expected no other partition to be asked, since there is none, but got " + decision);
    }

    /** What this partition's shard of a system account has of an asset. */
    protected static Check system(SystemAccount account, AssetId asset, String amount) {
        return scenario -> assertThat(scenario.ledger
                        .systemBalance(account, asset)
                        .map(Amount::toString)
                        .orElse("nothing"))
                .as(account.name())
                .isEqualTo(amount);
    }

    /** The entry that the last step booked. */
    protected final EntryId booked() {
        return ((Accepted) outcome()).entry().id();
    }

    /** So much was given back, and so much is left to give back. */
    protected static Check reversed(String amount, String reversible) {
        return scenario -> {
            var reversed = (Reversed) scenario.result();
            assertThat(reversed.amountReversed()).as("the amount reversed").hasToString(amount);
            assertThat(reversed.amountReversible()).as("the amount reversible").hasToString(reversible);
        };
    }

    /** The hold that the last step opened. */
    protected final HoldId opened() {
        return switch (result()) {
            case Adjusted adjusted -> adjusted.holdId().orElseThrow();
            case Moved moved -> moved.holdId().orElseThrow();
            default -> throw new AssertionError("Expected a hold, but got " + result());
        };
    }
}
