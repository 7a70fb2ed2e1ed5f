package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.TestLedger.Answer;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.LotShare;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reversal for which a wallet on another partition pays, and what may happen while that is asked. */
class ReversalTest {

    private static final int PARTITIONS = 4;
    private static final AssetId CASH = AssetId.ofSymbol("CASH");

    /** How long what is over is known, as set. */
    private static final Duration RETENTION = Duration.ofDays(30);

    private final TestLedger ledger = TestLedger.of(PARTITIONS);
    private String name = "nobody";
    private int keys;

    @BeforeEach
    void make_a_program_with_a_wallet_and_somebody_elsewhere() {
        ledger.ask(programMade());
        ledger.ask(TestRequests.of(
                CASH.account(),
                "make-cash",
                new CreateAsset(
                        PROGRAM, "Cash", "CASH", InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2, Optional.empty())));
        fund("100.00");
        name = nameOn((ledger.home(programMade()) + 1) % PARTITIONS);
        ledger.ask(participantMade(name));
    }

    @AfterEach
    void nothing_is_left_on_its_way() {
        assertThat(ledger.deadLetters()).extracting(TestLedger::reason).isEmpty();
        assertThat(ledger.undertakingsPending()).isZero();
        ledger.close();
    }

    @Test
    void sets_aside_what_it_reverses_before_the_wallet_gives_it() {
        credit("10.00");
        var debit = debit("10.00");
        entryTypes();

        var reversed = (Reversed) ask(reverse(debit, "4.00")).result();

        assertThat(reversed.amountReversed()).hasToString("4.00");
        assertThat(reversed.amountReversible()).hasToString("6.00");
        assertThat(reversed.balance().available()).hasToString("4.00");
        assertThat(entryTypes())
                .containsExactlyInAnyOrder(EntryType.REVERSAL_SET_ASIDE, EntryType.REVERSAL, EntryType.REVERSAL);
    }

    @Test
    void needs_no_wallet_to_be_asked_for_where_that_is_on_the_same_partition() {
        name = nameOn(ledger.home(programMade()));
        ledger.ask(participantMade(name));
        credit("10.00");
        var debit = debit("10.00");
        entryTypes();

        assertThat(ask(reverse(debit, "4.00")).refusal()).isEqualTo("(not refused)");

        assertThat(entryTypes()).containsExactly(EntryType.REVERSAL);
    }

    @Test
    void can_be_asked_for_again_where_the_wallet_had_not_so_much() {
        credit("10.00");
        var debit = debit("10.00");
        burn("95.00");
        entryTypes();

        assertThat(ask(reverse(debit, "6.00")).refusal()).isEqualTo("insufficient_program_funds");
        assertThat(entryTypes()).containsExactly(EntryType.REVERSAL_SET_ASIDE, EntryType.REVERSAL_RESTORED);

        fund("5.00");
        assertThat(((Reversed) ask(reverse(debit)).result()).amountReversed()).hasToString("10.00");
    }

    @Test
    void gives_the_same_units_to_one_of_two_that_ask_at_once() {
        credit("10.00");
        var debit = debit("10.00");
        ledger.holdMessages();
        ledger.send(request(reverse(debit, "7.00")), Map.of(Headers.REQUEST_ID, "first"));
        ledger.send(request(reverse(debit, "3.01")), Map.of(Headers.REQUEST_ID, "second"));
        ledger.send(request(reverse(debit)), Map.of(Headers.REQUEST_ID, "third"));
        ledger.carryOn();

        assertThat(ledger.answers())
                .extracting(answer -> answer.header(Headers.REQUEST_ID) + " "
                        + (answer.reply() instanceof dev.sluice.schema.reply.Refused
                                ? answer.refusal()
                                : ((Reversed) answer.result()).amountReversed()))
                .containsExactly("second reversal_exceeds_entry", "first 7.00", "third 3.00");
    }

    @Test
    void answers_a_repeated_request_once_while_the_wallet_is_asked() {
        credit("10.00");
        var debit = debit("10.00");
        ledger.holdMessages();
        var request = request(reverse(debit, "7.00"));
        ledger.send(request, Map.of(Headers.REQUEST_ID, "first"));
        ledger.send(request, Map.of(Headers.REQUEST_ID, "second"));
        ledger.carryOn();

        var answers = ledger.answers();
        assertThat(answers)
                .extracting(answer -> answer.header(Headers.REQUEST_ID) + " " + answer.header(Headers.REPLAYED))
                .containsExactly("first false", "second true");
        assertThat(answers.getLast().value()).isEqualTo(answers.getFirst().value());
        assertThat(((Reversed) ask(reverse(debit)).result()).amountReversed()).hasToString("3.00");
    }

    @Test
    void comes_back_to_the_very_lots_though_they_would_have_been_forgotten_while_the_wallet_was_asked() {
        var lot = credit("10.00");
        var debit = debit("10.00");
        ledger.machineClockGoes(RETENTION.minusSeconds(1));
        ledger.holdMessages();
        ledger.send(request(reverse(debit, "4.00")), Map.of());
        ledger.machineClockGoes(Duration.ofMinutes(1));
        ledger.carryOn();

        var reversed = (Reversed) ledger.onlyAnswer().result();
        assertThat(reversed.lotsProcessed()).contains(List.of(new LotShare(lot.id(), Amount.parse("4.00"))));
        assertThat(reversed.amountReversible())
                .as("of an entry that is forgotten")
                .hasToString("0.00");
        assertThat(ask(reverse(debit)).refusal()).isEqualTo("journal_entry_not_found");
    }

    @Test
    void is_refused_as_any_other_though_its_entry_was_forgotten_while_the_wallet_was_asked() {
        credit("10.00");
        var debit = debit("10.00");
        burn("100.00");
        ledger.machineClockGoes(RETENTION.minusSeconds(1));
        ledger.holdMessages();
        ledger.send(request(reverse(debit, "4.00")), Map.of());
        ledger.machineClockGoes(Duration.ofMinutes(1));
        ledger.carryOn();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("insufficient_program_funds");
        assertThat(ask(reverse(debit)).refusal()).isEqualTo("journal_entry_not_found");
    }

    private LotShare credit(String amount) {
        var credited = (Adjusted) ask(new Credit(
                        PROGRAM,
                        CASH,
                        "Earned",
                        Amount.parse(amount),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()))
                .result();
        return credited.lotsProcessed().orElseThrow().getFirst();
    }

    private EntryId debit(String amount) {
        var debited = (Adjusted) ask(new Debit(
                        PROGRAM,
                        CASH,
                        "Spent",
                        Amount.parse(amount),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()))
                .result();
        return debited.journalEntryId();
    }

    private static Reverse reverse(EntryId entry, String amount) {
        return reverse(entry, Optional.of(Amount.parse(amount)));
    }

    private static Reverse reverse(EntryId entry) {
        return reverse(entry, Optional.empty());
    }

    private static Reverse reverse(EntryId entry, Optional<Amount> amount) {
        return new Reverse(PROGRAM, CASH, "Returned", entry, amount, Optional.empty(), Map.of());
    }

    private void fund(String amount) {
        var fund = new FundWallet(CASH, Amount.parse(amount), "Start", Optional.empty(), Map.of());
        ledger.ask(TestRequests.of(PROGRAM.account(), "key-" + keys++, fund));
    }

    private void burn(String amount) {
        var burn = new BurnWallet(CASH, Amount.parse(amount), "End", Optional.empty(), Map.of());
        ledger.ask(TestRequests.of(PROGRAM.account(), "key-" + keys++, burn));
    }

    private Answer ask(Operation operation) {
        return ledger.ask(request(operation));
    }

    private Request request(Operation operation) {
        return TestRequests.of(AccountId.ofParticipant(name), "key-" + keys++, operation);
    }

    private String nameOn(int partition) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "neighbour-" + i)
                .filter(neighbour -> ledger.home(participantMade(neighbour)) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** Of all that was booked on any partition since the last look. */
    private List<EntryType> entryTypes() {
        return Stream.iterate(0, partition -> partition < PARTITIONS, partition -> partition + 1)
                .flatMap(partition -> ledger.journalRecords(partition).stream())
                .map(link -> link.entry().type())
                .toList();
    }
}
