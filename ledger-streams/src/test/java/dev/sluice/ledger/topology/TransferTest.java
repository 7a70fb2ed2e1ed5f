package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.debited;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.reply.TransferFound;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.SystemAccount;
import dev.sluice.schema.value.TransferStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transfers between accounts of four partitions, through the real topology of each. */
class TransferTest {

    private static final int PARTITIONS = 4;

    private final TestLedger ledger = TestLedger.of(PARTITIONS);
    private final List<JournalRecord> journal = new ArrayList<>();
    private int questions;

    @BeforeEach
    void make_the_catalogue_and_ann() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        readJournal();
        journal.clear();
    }

    @AfterEach
    void close() {
        assertThat(ledger.deadLetters()).extracting(TestLedger::reason).isEmpty();
        ledger.close();
    }

    @Test
    void pays_twenty_recipients_on_all_partitions_under_one_id() {
        var recipients = IntStream.range(0, 20).mapToObj(i -> "friend-" + i).toList();
        recipients.forEach(name -> ledger.ask(participantMade(name)));
        assertThat(recipients.stream().map(this::homeOf).distinct()).hasSize(PARTITIONS);
        ledger.ask(credited(ANN, "earn", "500.00"));
        readJournal();
        journal.clear();

        var answer = ledger.ask(transfer("pay", false, recipients, "25.00"));

        var transferred = (Transferred) answer.result();
        assertThat(transferred.recipientCount()).isEqualTo(20);
        assertThat(transferred.totalAmount()).hasToString("500.00");
        assertThat(transferred.sourceId()).isEqualTo(ANN);
        assertThat(available(ANN)).isEqualTo("0.00");
        assertThat(recipients)
                .allSatisfy(name ->
                        assertThat(available(AccountId.ofParticipant(name))).isEqualTo("25.00"));
        readJournal();
        assertThat(entries()).extracting(JournalEntry::id).containsOnly(transferred.journalEntryId());
        assertThat(entries()).allMatch(JournalEntry::isBalanced);
        assertThat(journal.stream().map(JournalRecord::partition).distinct()).hasSize(PARTITIONS);
        assertThat(transit()).isEqualTo(Amount.ZERO);
        assertThat(status(transferred.journalEntryId())).isEqualTo(TransferStatus.POSTED);
        assertThat(ledger.undertakingsPending()).isZero();
    }

    @Test
    void books_at_once_where_all_are_on_one_partition() {
        var neighbour = nameOn(ledger.home(participantMade("ann")));
        ledger.ask(participantMade(neighbour));
        ledger.ask(credited(ANN, "earn", "10.00"));
        ledger.holdMessages();

        var answer = ledger.ask(transfer("pay", false, List.of(neighbour), "4.00"));

        assertThat(answer.result()).isInstanceOf(Transferred.class);
        assertThat(ledger.messagesOnTheWay()).isZero();
        readJournal();
        assertThat(entries().getLast().type()).isEqualTo(EntryType.TRANSFER);
        assertThat(available(AccountId.ofParticipant(neighbour))).isEqualTo("4.00");
        assertThat(status(((Transferred) answer.result()).journalEntryId())).isEqualTo(TransferStatus.POSTED);
    }

    @Test
    void restores_the_very_lots_when_one_recipient_of_many_is_inactive() {
        var recipients = IntStream.range(0, 100).mapToObj(i -> "friend-" + i).toList();
        recipients.forEach(name -> ledger.ask(participantMade(name)));
        var closed = AccountId.ofParticipant("friend-57");
        ledger.ask(TestRequests.of(closed, "close", new ChangeParticipantStatus(AccountStatus.CLOSED)));
        for (var lot = 1; lot <= 5; lot++) {
            ledger.after(Duration.ofDays(1));
            var expiry = Optional.of(ledger.now().plus(Duration.ofDays(90 - lot)));
            ledger.ask(credited(ANN, "earn-" + lot, "30.00", expiry));
        }
        var before = lots(ANN);

        var answer = ledger.ask(transfer("pay", false, recipients, "1.00"));

        assertThat(answer.refusal()).isEqualTo("account_not_active");
        assertThat(lots(ANN)).isEqualTo(before);
        assertThat(available(ANN)).isEqualTo("150.00");
        assertThat(recipients)
                .allSatisfy(name ->
                        assertThat(available(AccountId.ofParticipant(name))).isEqualTo("none"));
        assertThat(transit()).isEqualTo(Amount.ZERO);
        assertThat(ledger.ask(transfer("pay", false, recipients, "1.00")).header(Headers.REPLAYED))
                .isEqualTo("true");
        readJournal();
        var made = entries().stream()
                .filter(entry -> entry.type() == EntryType.TRANSFER_SET_ASIDE)
                .findFirst()
                .orElseThrow();
        assertThat(status(made.id())).isEqualTo(TransferStatus.REFUSED);
    }

    @Test
    void tells_the_refusal_that_comes_first_in_the_documented_order_whoever_votes_first() {
        var inactive = nameOn(otherPartition(1));
        ledger.ask(participantMade(inactive));
        ledger.ask(TestRequests.of(
                AccountId.ofParticipant(inactive), "close", new ChangeParticipantStatus(AccountStatus.CLOSED)));
        var unknown = nameOn(otherPartition(2));
        ledger.ask(credited(ANN, "earn", "10.00"));

        assertThat(ledger.ask(transfer("pay", false, List.of(inactive, unknown), "1.00"))
                        .refusal())
                .isEqualTo("account_not_found");
        assertThat(ledger.ask(transfer("pay-2", false, List.of(unknown, inactive), "1.00"))
                        .refusal())
                .isEqualTo("account_not_found");
    }

    @Test
    void answers_a_second_attempt_with_the_first_ones_outcome_while_it_is_on_its_way() {
        var friend = nameOn(otherPartition(1));
        ledger.ask(participantMade(friend));
        ledger.ask(credited(ANN, "earn", "10.00"));
        ledger.holdMessages();
        var request = transfer("pay", false, List.of(friend), "4.00");
        ledger.send(request, Map.of(Headers.REQUEST_ID, "first"));
        ledger.send(request, Map.of(Headers.REQUEST_ID, "second"));
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.undertakingsPending()).isEqualTo(1);
        ledger.carryOn();

        var answers = ledger.answers();
        assertThat(answers)
                .extracting(answer -> answer.header(Headers.REQUEST_ID) + " " + answer.header(Headers.REPLAYED))
                .containsExactly("first false", "second true");
        assertThat(answers.get(1).value()).isEqualTo(answers.get(0).value());
        assertThat(ledger.ask(request).value()).isEqualTo(answers.get(0).value());
        assertThat(available(ANN)).isEqualTo("6.00");
        assertThat(available(AccountId.ofParticipant(friend))).isEqualTo("4.00");
    }

    @Test
    void never_shows_value_twice_nor_loses_sight_of_it_between_any_two_messages() {
        var friends = List.of(nameOn(otherPartition(1)), nameOn(otherPartition(2)), nameOn(otherPartition(3)));
        friends.forEach(name -> ledger.ask(participantMade(name)));
        ledger.ask(credited(ANN, "earn", "10.00"));
        readJournal();
        ledger.holdMessages();
        ledger.send(transfer("pay", false, friends, "3.00"), Map.of());
        readJournal();

        var steps = 0;
        while (ledger.messagesOnTheWay() > 0) {
            assertThat(total()).isEqualTo(Amount.parse("10.00"));
            assertThat(status(made().id()))
                    .isEqualTo(ledger.undertakingsPending() > 0 ? TransferStatus.PENDING : TransferStatus.POSTED);
            ledger.carryOne();
            readJournal();
            steps++;
        }
        assertThat(steps)
                .as("three votes asked and given, three bookings asked and done")
                .isEqualTo(12);
        assertThat(total()).isEqualTo(Amount.parse("10.00"));
        assertThat(transit()).isEqualTo(Amount.ZERO);
        assertThat(ledger.onlyAnswer().result()).isInstanceOf(Transferred.class);
        assertThat(status(made().id())).isEqualTo(TransferStatus.POSTED);
    }

    @Test
    void pays_an_account_that_closes_between_its_vote_and_the_booking() {
        var friend = nameOn(otherPartition(1));
        var other = nameOn(otherPartition(2));
        ledger.ask(participantMade(friend));
        ledger.ask(participantMade(other));
        ledger.ask(credited(ANN, "earn", "10.00"));
        ledger.holdMessages();
        ledger.send(transfer("pay", false, List.of(friend, other), "4.00"), Map.of());
        ledger.carryOne();
        ledger.carryOne();
        assertThat(available(AccountId.ofParticipant(friend))).isEqualTo("none");
        ledger.send(
                TestRequests.of(
                        AccountId.ofParticipant(friend), "close", new ChangeParticipantStatus(AccountStatus.CLOSED)),
                Map.of());
        ledger.answers();
        ledger.carryOn();

        assertThat(ledger.onlyAnswer().result()).isInstanceOf(Transferred.class);
        assertThat(available(AccountId.ofParticipant(friend))).isEqualTo("4.00");
    }

    @Test
    void preserves_vintage_and_expiry_of_each_lot_when_asked_to() {
        var friends = List.of(nameOn(otherPartition(1)), nameOn(otherPartition(2)));
        friends.forEach(name -> ledger.ask(participantMade(name)));
        var vintage = ledger.after(Duration.ofDays(1)).now();
        var expiry = vintage.plus(Duration.ofDays(30));
        ledger.ask(credited(ANN, "old", "5.00", Optional.of(expiry)));
        ledger.after(Duration.ofDays(1));
        ledger.ask(credited(ANN, "young", "5.00"));
        var youngVintage = ledger.now();
        ledger.after(Duration.ofDays(1));
        ledger.ask(transfer("pay", true, friends, "4.00"));

        assertThat(lots(AccountId.ofParticipant(friends.get(0))))
                .singleElement()
                .satisfies(lot -> {
                    assertThat(lot.remaining()).hasToString("4.00");
                    assertThat(lot.createdAt()).isEqualTo(vintage);
                    assertThat(lot.expiresAt()).contains(expiry);
                });
        assertThat(lots(AccountId.ofParticipant(friends.get(1))))
                .extracting(lot -> lot.remaining() + " " + lot.createdAt() + " "
                        + lot.expiresAt().isPresent())
                .containsExactly("1.00 " + vintage + " true", "3.00 " + youngVintage + " false");
    }

    @Test
    void repays_a_debt_first_with_what_a_refused_transfer_gives_back() {
        var unknown = nameOn(otherPartition(1));
        ledger.ask(credited(ANN, "earn", "10.00"));
        ledger.holdMessages();
        ledger.send(transfer("pay", false, List.of(unknown), "8.00"), Map.of());
        ledger.ask(TestRequests.overdrawn(ANN, "overdraw", "5.00"));
        assertThat(available(ANN)).isEqualTo("-3.00");
        ledger.carryOn();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("account_not_found");
        assertThat(available(ANN)).isEqualTo("5.00");
        assertThat(ledger.ask(debited(ANN, "all", "5.00")).refusal()).isEqualTo("(not refused)");
    }

    @Test
    void lets_two_accounts_pay_each_other_at_once_a_thousand_times_each_way() {
        var friend = nameOn(otherPartition(1));
        var bob = AccountId.ofParticipant(friend);
        ledger.ask(participantMade(friend));
        ledger.ask(credited(ANN, "earn", "1000.00"));
        ledger.ask(credited(bob, "earn", "1000.00"));
        ledger.holdMessages();
        for (var i = 0; i < 1_000; i++) {
            ledger.send(transfer("there-" + i, false, List.of(friend), "1.00"), Map.of());
            ledger.send(TestRequests.of(bob, "back-" + i, transferTo(false, List.of("ann"), "1.00")), Map.of());
        }
        assertThat(ledger.undertakingsPending()).isEqualTo(2_000);
        ledger.carryOn();

        assertThat(ledger.answers()).hasSize(2_000).allMatch(answer -> answer.result() instanceof Transferred);
        assertThat(available(ANN)).isEqualTo("1000.00");
        assertThat(available(bob)).isEqualTo("1000.00");
        assertThat(transit()).isEqualTo(Amount.ZERO);
    }

    private static Request transfer(String key, boolean preserveLots, List<String> names, String amount) {
        return TestRequests.of(ANN, key, transferTo(preserveLots, names, amount));
    }

    private static Transfer transferTo(boolean preserveLots, List<String> names, String amount) {
        var recipients = names.stream()
                .map(name -> new Recipient(Amount.parse(amount), Optional.of(name), Optional.empty(), Optional.empty()))
                .toList();
        return new Transfer(PROGRAM, POINTS, "Shared", recipients, preserveLots, Optional.empty(), Map.of());
    }

    private int homeOf(String name) {
        return ledger.home(participantMade(name));
    }

    private int otherPartition(int step) {
        return (homeOf("ann") + step) % PARTITIONS;
    }

    private String nameOn(int partition) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "neighbour-" + i)
                .filter(name -> homeOf(name) == partition)
                .findFirst()
                .orElseThrow();
    }

    private String available(AccountId account) {
        var list = (BalanceList)
                ledger.ask(balancesOf(account, "question-" + questions++)).result();
        return list.data().isEmpty()
                ? "none"
                : list.data().getFirst().available().toString();
    }

    private List<LotRow> lots(AccountId account) {
        var question = new ListLots(
                POINTS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return ((LotPage) ledger.ask(TestRequests.of(account, "question-" + questions++, question))
                        .result())
                .data();
    }

    private TransferStatus status(EntryId id) {
        return ((TransferFound) ledger.ask(TestRequests.of(ANN, "question-" + questions++, new GetTransfer(id)))
                        .result())
                .transfer()
                .status();
    }

    private void readJournal() {
        for (var partition = 0; partition < PARTITIONS; partition++) {
            journal.addAll(ledger.journalRecords(partition));
        }
    }

    private List<JournalEntry> entries() {
        return journal.stream().map(JournalRecord::entry).toList();
    }

    private JournalEntry made() {
        return entries().stream()
                .filter(entry -> entry.type() == EntryType.TRANSFER_SET_ASIDE)
                .findFirst()
                .orElseThrow();
    }

    private Amount transit() {
        readJournal();
        return sum(true);
    }

    /** What all accounts have and what is between them. */
    private Amount total() {
        return sum(true).plus(sum(false));
    }

    private Amount sum(boolean inTransit) {
        return entries().stream()
                .flatMap(entry -> entry.postings().stream())
                .filter(posting -> inTransit
                        ? posting.systemAccount().equals(Optional.of(SystemAccount.SYSTEM_TRANSIT))
                        : posting.accountId().isPresent())
                .map(posting -> posting.amount())
                .reduce(Amount.ZERO, Amount::plus);
    }
}
