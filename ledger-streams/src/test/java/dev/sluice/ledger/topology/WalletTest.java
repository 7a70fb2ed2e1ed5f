package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.TestLedger.Answer;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.SystemAccount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wallet of a program and the accounts that draw on it, on four partitions, for both kinds of asset. */
class WalletTest {

    private static final int PARTITIONS = 4;
    private static final AssetId CASH = AssetId.ofSymbol("CASH");

    private final TestLedger ledger = TestLedger.of(PARTITIONS);
    private final Map<SystemAccount, Amount> system = new HashMap<>();
    private int questions;

    @BeforeEach
    void make_the_program() {
        ledger.ask(programMade());
    }

    @AfterEach
    void nothing_is_left_on_its_way() {
        assertThat(ledger.deadLetters()).extracting(TestLedger::reason).isEmpty();
        assertThat(ledger.undertakingsPending()).isZero();
        assertThat(system(SystemAccount.SYSTEM_TRANSIT)).isEqualTo(Amount.ZERO);
        ledger.close();
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void never_overdraws_a_wallet_that_a_thousand_credits_draw_on_at_once(InventoryMode mode) {
        given(mode, "600.00");
        var accounts = IntStream.range(0, 10).mapToObj(i -> "friend-" + i).toList();
        accounts.forEach(name -> ledger.ask(participantMade(name)));
        ledger.holdMessages();
        for (var i = 0; i < 1_000; i++) {
            ledger.send(credit(accounts.get(i % 10), "earn-" + i, "1.00", Optional.empty()), Map.of());
        }
        ledger.carryOn();

        var answers = ledger.answers();
        assertThat(answers).hasSize(1_000);
        assertThat(answers.stream().filter(answer -> answer.refusal().equals("insufficient_program_funds")))
                .hasSize(400);
        assertThat(wallet()).isEqualTo("0.00");
        assertThat(accounts.stream().map(this::available).map(Amount::parse).reduce(Amount.ZERO, Amount::plus))
                .isEqualTo(Amount.parse("600.00"));
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void draws_from_wherever_the_account_is_and_gives_back(InventoryMode mode) {
        given(mode, "100.00");
        for (var partition = 0; partition < PARTITIONS; partition++) {
            var name = nameOn(partition);
            ledger.ask(participantMade(name));
            var credited = (Adjusted)
                    ledger.ask(credit(name, "earn", "10.00", Optional.empty())).result();
            assertThat(credited.balance().available()).hasToString("10.00");
            assertThat(credited.lotsProcessed().isPresent()).isEqualTo(mode == InventoryMode.LOT);
            var debited =
                    (Adjusted) ledger.ask(debit(name, "spend", "4.00", false)).result();
            assertThat(debited.balance().available()).hasToString("6.00");
        }
        assertThat(wallet()).isEqualTo("76.00");
        assertThat(system(SystemAccount.SYSTEM_ISSUANCE)).hasToString("-100.00");
    }

    @Test
    void is_asked_and_answers_once_wherever_the_account_is() {
        given(InventoryMode.LOT, "100.00");
        var name = nameOn((walletPartition() + 1) % PARTITIONS);
        ledger.ask(participantMade(name));

        assertThat(messagesOf(credit(name, "earn", "10.00", Optional.empty())))
                .containsExactly("VoteAsked", "VoteGiven");
        assertThat(messagesOf(debit(name, "spend", "4.00", false))).containsExactly("BookingAsked", "BookingDone");
        assertThat(wallet()).isEqualTo("94.00");
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void holds_what_was_drawn_where_the_credit_says_so(InventoryMode mode) {
        given(mode, "100.00");
        for (var partition = 0; partition < PARTITIONS; partition++) {
            var name = nameOn(partition);
            ledger.ask(participantMade(name));
            var credited = (Adjusted) ledger.ask(credit(name, "earn", "10.00", Optional.of(Bucket.HELD)))
                    .result();
            assertThat(credited.balance().held()).hasToString("10.00");
            assertThat(credited.holdId()).isPresent();
        }
        assertThat(wallet()).isEqualTo("60.00");
    }

    @Test
    void has_back_what_was_held_by_a_credit_and_is_voided_wherever_the_account_is() {
        given(InventoryMode.LOT, "100.00");
        for (var partition = 0; partition < PARTITIONS; partition++) {
            var name = nameOn(partition);
            ledger.ask(participantMade(name));
            ledger.ask(credit(name, "earn", "10.00", Optional.of(Bucket.HELD), Optional.of("order-1")));
            ledger.ask(credit(name, "keep", "3.00", Optional.of(Bucket.HELD), Optional.of("order-2")));
            var request = TestRequests.of(
                    AccountId.ofParticipant(name), "void", new VoidHold(PROGRAM, CASH, "Void", "order-1", Map.of()));
            var voided = (Moved) ledger.ask(request).result();
            assertThat(voided.operation()).isEqualTo(Moved.Kind.VOID_HOLD);
            assertThat(voided.amountProcessed()).hasToString("10.00");
            assertThat(voided.balance().held()).hasToString("3.00");
            assertThat(ledger.ask(request).header(Headers.REPLAYED)).isEqualTo("true");
        }
        assertThat(wallet()).isEqualTo("88.00");
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void answers_a_repeated_draw_once_while_it_is_on_its_way(InventoryMode mode) {
        given(mode, "100.00");
        var name = nameOn((walletPartition() + 1) % PARTITIONS);
        ledger.ask(participantMade(name));
        ledger.holdMessages();
        var request = credit(name, "earn", "10.00", Optional.empty());
        ledger.send(request, Map.of(Headers.REQUEST_ID, "first"));
        ledger.send(request, Map.of(Headers.REQUEST_ID, "second"));
        ledger.carryOn();

        assertThat(ledger.answers())
                .extracting(answer -> answer.header(Headers.REQUEST_ID) + " " + answer.header(Headers.REPLAYED))
                .containsExactly("first false", "second true");
        assertThat(available(name)).isEqualTo("10.00");
        assertThat(wallet()).isEqualTo("90.00");
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void takes_back_what_a_debit_overdraws(InventoryMode mode) {
        given(mode, "100.00");
        var name = nameOn((walletPartition() + 1) % PARTITIONS);
        ledger.ask(participantMade(name));
        ledger.ask(debit(name, "overdraw", "5.00", true));
        assertThat(available(name)).isEqualTo("-5.00");
        assertThat(wallet()).isEqualTo("105.00");
        ledger.ask(credit(name, "earn", "5.00", Optional.empty()));
        assertThat(available(name)).isEqualTo("0.00");
        assertThat(wallet()).isEqualTo("100.00");
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void burns_what_is_in_the_wallet_and_no_more(InventoryMode mode) {
        given(mode, "100.00");
        assertThat(burn("too-much", "100.01").refusal()).isEqualTo("insufficient_program_funds");
        var burned = (Moved) burn("all", "100.00").result();
        assertThat(burned.operation()).isEqualTo(Moved.Kind.BURN);
        assertThat(burned.balance().available()).hasToString("0.00");
        assertThat(system(SystemAccount.SYSTEM_BREAKAGE)).hasToString("100.00");
    }

    /** The limit is the account's own matter, and the wallet another's: so the limit is told, wherever the wallet is. */
    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void tells_the_same_refusal_on_its_own_partition_and_on_others_where_it_is_short_and_the_balance_would_be_too_long(
            InventoryMode mode) {
        var most = "9".repeat(36) + ".00";
        given(mode, most);
        for (var partition = 0; partition < PARTITIONS; partition++) {
            var name = nameOn(partition);
            ledger.ask(participantMade(name));
            assertThat(ledger.ask(credit(name, "earn", most, Optional.empty())).refusal())
                    .isEqualTo("(not refused)");

            var answer = ledger.ask(credit(name, "more", "1.00", Optional.empty()));

            assertThat(answer.refusal()).as("on partition " + partition).isEqualTo("balance_limit_exceeded");
            ledger.ask(debit(name, "spend", most, false));
        }
        assertThat(wallet()).isEqualTo(most);
    }

    private void given(InventoryMode mode, String funds) {
        ledger.ask(TestRequests.of(
                CASH.account(),
                "make-cash",
                new CreateAsset(PROGRAM, "Cash", "CASH", mode, IssuancePolicy.PREFUNDED, 2, Optional.empty())));
        var fund = new FundWallet(CASH, Amount.parse(funds), "Start", Optional.empty(), Map.of());
        var funded = (Moved)
                ledger.ask(TestRequests.of(PROGRAM.account(), "fund", fund)).result();
        assertThat(funded.balance().available()).hasToString(funds);
    }

    private Answer burn(String key, String amount) {
        var burn = new BurnWallet(CASH, Amount.parse(amount), "End", Optional.empty(), Map.of());
        return ledger.ask(TestRequests.of(PROGRAM.account(), key, burn));
    }

    private static Request credit(String name, String key, String amount, Optional<Bucket> bucket) {
        return credit(name, key, amount, bucket, Optional.empty());
    }

    private static Request credit(
            String name, String key, String amount, Optional<Bucket> bucket, Optional<String> reference) {
        return TestRequests.of(
                AccountId.ofParticipant(name),
                key,
                new Credit(
                        PROGRAM,
                        CASH,
                        "Earned",
                        Amount.parse(amount),
                        bucket,
                        reference,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    private static Request debit(String name, String key, String amount, boolean allowNegative) {
        return TestRequests.of(
                AccountId.ofParticipant(name),
                key,
                new Debit(
                        PROGRAM,
                        CASH,
                        "Spent",
                        Amount.parse(amount),
                        Optional.empty(),
                        allowNegative,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    /** The kinds of messages by which it is done. */
    private List<String> messagesOf(Request request) {
        var kinds = new ArrayList<String>();
        ledger.holdMessages();
        ledger.send(request, Map.of());
        while (ledger.messagesOnTheWay() > 0) {
            kinds.add(ledger.nextMessage().getClass().getSimpleName());
            ledger.carryOne();
        }
        ledger.carryOn();
        assertThat(ledger.onlyAnswer().result()).isInstanceOf(Adjusted.class);
        return kinds;
    }

    private int walletPartition() {
        return ledger.home(programMade());
    }

    private String nameOn(int partition) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "neighbour-" + i)
                .filter(name -> ledger.home(participantMade(name)) == partition)
                .findFirst()
                .orElseThrow();
    }

    private String available(String name) {
        var question = balancesOf(AccountId.ofParticipant(name), "question-" + questions++);
        return ((BalanceList) ledger.ask(question).result())
                .data()
                .getFirst()
                .available()
                .toString();
    }

    private String wallet() {
        var question = new Request(
                PROGRAM.account(),
                Optional.of(AccountKind.PROGRAM),
                TestRequests.key("question-" + questions++),
                new GetBalances(Optional.of(CASH)));
        return ((BalanceList) ledger.ask(question).result())
                .data()
                .getFirst()
                .available()
                .toString();
    }

    /** The sum of the partitions' shards, by the journal. */
    private Amount system(SystemAccount account) {
        for (var partition = 0; partition < PARTITIONS; partition++) {
            ledger.journalRecords(partition).stream()
                    .flatMap(link -> link.entry().postings().stream())
                    .filter(posting -> posting.systemAccount().isPresent())
                    .forEach(posting -> system.merge(posting.systemAccount().get(), posting.amount(), Amount::plus));
        }
        return system.getOrDefault(account, Amount.ZERO);
    }
}
