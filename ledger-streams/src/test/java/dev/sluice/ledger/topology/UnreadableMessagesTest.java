package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.paid;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.BookingDone;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogAcknowledged;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogChanged;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages between partitions that the one which they are to can't read: nobody waits for ever, and no value stays on its way. */
class UnreadableMessagesTest {

    private static final int PARTITIONS = 3;

    private final TestLedger ledger = TestLedger.of(PARTITIONS);
    private final int home = ledger.home(participantMade("ann"));
    private final String friend = ledger.nameOn((home + 1) % PARTITIONS);
    private final String other = ledger.nameOn((home + 2) % PARTITIONS);
    private int questions;

    @BeforeEach
    void given_ann_with_points_and_friends_on_two_other_partitions() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(participantMade(friend));
        ledger.ask(participantMade(other));
        ledger.ask(credited(ANN, "earn", "10.00"));
        ledger.holdMessages();
    }

    @AfterEach
    void nothing_is_left_on_its_way() {
        assertThat(ledger.undertakingsPending()).isZero();
        assertThat(ledger.pendingBroadcasts()).isZero();
        assertThat(ledger.postponed()).isZero();
        ledger.close();
    }

    @Test
    void a_question_is_answered_with_an_objection_and_the_source_has_its_value_back() {
        ledger.send(paid("pay", "4.00", friend), Map.of());
        carryAsOfTheNextVersion(VoteAsked.class);
        ledger.carryOn();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("internal_error");
        assertThat(ledger.deadLetters()).hasSize(1);
        assertThat(available(ANN)).isEqualTo("10.00");
        assertThat(available(AccountId.ofParticipant(friend))).isEqualTo("0.00");
    }

    @Test
    void a_question_that_says_nobody_who_asks_is_put_aside_and_harms_nobody_else() {
        ledger.send(paid("pay", "4.00", friend), Map.of());
        var question = nextText();
        ledger.carryInstead(
                "{\"type\":\"vote_asked\",\"version\":1,\"from_partition\":7}".getBytes(StandardCharsets.UTF_8));
        assertThat(ledger.deadLetters()).hasSize(1);
        assertThat(ledger.messagesOnTheWay()).isZero();

        ledger.message(ledger.home(participantMade(friend)), address(friend), TestLedger.bytes(question));
        ledger.carryOn();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
    }

    @ParameterizedTest
    @ValueSource(classes = {VoteGiven.class, BookingAsked.class, BookingDone.class})
    void what_follows_the_question_is_kept_until_it_can_be_read(Class<? extends ExchangeMessage> kind) {
        ledger.send(paid("pay", "4.00", friend, other), Map.of());
        carryAsOfTheNextVersion(kind);
        ledger.carryOn();
        isTriedAgainInVain();

        isReadable();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
        assertThat(available(ANN)).isEqualTo("2.00");
        assertThat(available(AccountId.ofParticipant(friend))).isEqualTo("4.00");
        assertThat(available(AccountId.ofParticipant(other))).isEqualTo("4.00");
    }

    @ParameterizedTest
    @ValueSource(classes = {CatalogChanged.class, CatalogAcknowledged.class})
    void a_change_of_the_catalogue_is_kept_until_it_can_be_read(Class<? extends ExchangeMessage> kind) {
        ledger.send(renamed("One"), Map.of());
        carryAsOfTheNextVersion(kind);
        ledger.carryOn();
        isTriedAgainInVain();

        isReadable();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
    }

    /** The first message of this kind comes in a version that is not known yet. */
    private void carryAsOfTheNextVersion(Class<? extends ExchangeMessage> kind) {
        while (!kind.isInstance(ledger.nextMessage())) {
            ledger.carryOne();
        }
        ledger.carryInstead(TestLedger.bytes(nextText().replace("\"version\":1", "\"version\":2")));
    }

    private String nextText() {
        return new String(ledger.formats.exchange().write(ledger.nextMessage()), StandardCharsets.UTF_8);
    }

    private void isTriedAgainInVain() {
        ledger.machineClockGoes(Duration.ofMinutes(2));
        ledger.machineClockGoes(Duration.ofMinutes(2));
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.deadLetters()).isEmpty();
        assertThat(ledger.postponed()).isPositive();
        assertThat(ledger.counted("sluice.internal.errors")).isGreaterThan(1);
    }

    /** As if a release had come that knows the version: what is kept is of the one that is known. */
    private void isReadable() {
        for (var partition = 0; partition < PARTITIONS; partition++) {
            var rows = ledger.rows(partition, "balances");
            try (var all = rows.all()) {
                all.forEachRemaining(row -> {
                    if (row.key.get()[0] == 'w') {
                        var text = new String(row.value, StandardCharsets.ISO_8859_1);
                        rows.put(
                                row.key,
                                text.replace("\"version\":2", "\"version\":1").getBytes(StandardCharsets.ISO_8859_1));
                    }
                });
            }
        }
        ledger.machineClockGoes(Duration.ofMinutes(2));
        ledger.machineClockGoes(Duration.ofMinutes(2));
    }

    private byte[] address(String name) {
        return TestLedger.bytes(Integer.toString(ledger.home(participantMade(name))));
    }

    private String available(AccountId account) {
        var answer = ledger.ask(balancesOf(account, "question-" + questions++));
        return ((BalanceList) answer.result())
                .data().stream()
                        .map(balance -> balance.available().toString())
                        .findFirst()
                        .orElse("0.00");
    }

    private static Request renamed(String name) {
        return TestRequests.of(
                PROGRAM.account(),
                "rename-" + name,
                new UpdateProgram(Optional.of(name), Optional.empty(), Optional.empty()));
    }
}
