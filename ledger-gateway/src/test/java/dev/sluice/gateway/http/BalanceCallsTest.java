package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SourceTransactionType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceCallsTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final String ASSET = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    private static final String PROGRAM = "6ba7b810-9dad-11d1-80b4-00c04fd430c9";
    private static final String HOLD = """
        {"asset_id":"%s","program_id":"%s","description":"order 17","amount":"100.00","idempotency_key":"k1"}\
        """.formatted(ASSET, PROGRAM);

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.ledger().forgets();
    }

    @Test
    void a_hold_is_asked_of_the_participant_in_the_path_and_its_result_is_the_answer() {
        gateway.ledger().answers(moved());

        var answer = gateway.post("/v1/participants/" + ANN + "/balances/hold", HOLD);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"operation\":\"HOLD\",\"amount_processed\":\"100.00\",\"asset_id\":\"" + ASSET
                        + "\",\"program_id\":\"" + PROGRAM
                        + "\",\"balance\":{\"available\":\"1400.00\",\"deferred\":\"0.00\",\"held\":\"100.00\"},\"journal_entry_id\":\"00000000-0000-0000-0000-000000000001\",\"message\":\"Processed"
                        + " 100.00\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Idempotency-Key")).hasValue("k1");
        var request = gateway.ledger().onlyRequest();
        assertThat(request.accountId()).isEqualTo(ANN);
        assertThat(request.accountKind()).contains(AccountKind.PARTICIPANT);
        assertThat(request.idempotencyKey().value()).isEqualTo("k1");
        assertThat(request.operation()).isInstanceOfSatisfying(Hold.class, hold -> {
            assertThat(hold.amount()).contains(Amount.parse("100"));
            assertThat(hold.assetId()).isEqualTo(AssetId.parse(ASSET));
            assertThat(hold.description()).isEqualTo("order 17");
        });
    }

    @Test
    void a_capture_is_asked_of_the_group_in_the_path_and_tells_what_was_settled_and_what_was_given_back() {
        gateway.ledger()
                .answers(new Captured(
                        Amount.parse("60.00"),
                        Amount.parse("40.00"),
                        Optional.of(Amount.parse("15.00")),
                        AssetId.parse(ASSET),
                        ProgramId.parse(PROGRAM),
                        new Buckets(Amount.parse("25.00"), Amount.parse("0.00"), Amount.parse("0.00")),
                        new EntryId(new UUID(0, 1)),
                        "Processed 60.00",
                        Optional.of("order-17"),
                        Optional.of(List.of()),
                        Optional.empty()));

        var answer = gateway.post(
                "/v1/groups/" + ANN + "/balances/capture",
                HOLD.replace("\"amount\":\"100.00\"", "\"amount\":\"60.00\",\"reference_id\":\"order-17\""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"amount_captured\":\"60.00\",\"amount_released\":\"40.00\",\"amount_expired\":\"15.00\","
                        + "\"asset_id\":\"" + ASSET + "\",\"program_id\":\"" + PROGRAM
                        + "\",\"balance\":{\"available\":\"25.00\",\"deferred\":\"0.00\",\"held\":\"0.00\"},\"journal_entry_id\":\"00000000-0000-0000-0000-000000000001\",\"message\":\"Processed"
                        + " 60.00\",\"reference_id\":\"order-17\",\"lots_processed\":[]}");
        assertThat(gateway.ledger().onlyRequest().accountKind()).contains(AccountKind.GROUP);
    }

    @Test
    void a_capture_names_one_hold_or_one_reference() {
        var neither = gateway.post("/v1/participants/" + ANN + "/balances/capture", HOLD);
        var both = gateway.post(
                "/v1/participants/" + ANN + "/balances/capture",
                HOLD.replace("\"amount\":\"100.00\"", "\"hold_id\":\"" + ASSET + "\",\"reference_id\":\"A\""));

        assertThat(neither.statusCode()).isEqualTo(400);
        assertThat(neither.body()).contains("missing_field", "#/hold_id");
        assertThat(both.statusCode()).isEqualTo(400);
        assertThat(both.body()).contains("invalid_field", "#/reference_id");
    }

    @Test
    void a_reversal_tells_what_came_back_what_expired_and_what_is_left_to_reverse() {
        gateway.ledger()
                .answers(new Reversed(
                        Amount.parse("60.00"),
                        Optional.of(Amount.parse("15.00")),
                        Amount.parse("40.00"),
                        AssetId.parse(ASSET),
                        ProgramId.parse(PROGRAM),
                        new Buckets(Amount.parse("45.00"), Amount.parse("0.00"), Amount.parse("0.00")),
                        new EntryId(new UUID(0, 1)),
                        new EntryId(new UUID(0, 2)),
                        "Processed 60.00",
                        Optional.of("order-17"),
                        Optional.of(List.of())));

        var answer = gateway.post(
                "/v1/participants/" + ANN + "/balances/reverse",
                HOLD.replace("\"amount\":\"100.00\"", "\"amount\":\"60.00\",\"journal_entry_id\":\"" + ASSET + "\""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"amount_reversed\":\"60.00\",\"amount_expired\":\"15.00\",\"amount_reversible\":\"40.00\","
                                + "\"asset_id\":\"" + ASSET + "\",\"program_id\":\"" + PROGRAM
                                + "\",\"balance\":{\"available\":\"45.00\",\"deferred\":\"0.00\",\"held\":\"0.00\"},"
                                + "\"journal_entry_id\":\"00000000-0000-0000-0000-000000000001\","
                                + "\"reversed_entry_id\":\"00000000-0000-0000-0000-000000000002\",\"message\":\"Processed"
                                + " 60.00\",\"reference_id\":\"order-17\",\"lots_processed\":[]}");
    }

    @Test
    void a_reversal_names_the_entry() {
        var path = "/v1/participants/" + ANN + "/balances/reverse";

        var missing = gateway.post(path, HOLD);
        var malformed = gateway.post(path, HOLD.replace("\"amount\"", "\"journal_entry_id\":\"order-17\",\"amount\""));

        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.body()).contains("missing_field", "#/journal_entry_id");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).contains("invalid_field", "#/journal_entry_id");
    }

    @Test
    void a_void_hold_is_always_whole_and_always_of_a_reference() {
        var path = "/v1/participants/" + ANN + "/balances/void-hold";

        var amount = gateway.post(path, HOLD.replace("\"amount\"", "\"reference_id\":\"A\",\"amount\""));
        var nothing = gateway.post(path, HOLD.replace("\"amount\":\"100.00\",", ""));

        assertThat(amount.statusCode()).isEqualTo(400);
        assertThat(amount.body()).contains("invalid_field", "#/amount");
        assertThat(nothing.statusCode()).isEqualTo(400);
        assertThat(nothing.body()).contains("missing_field", "#/reference_id");
    }

    @Test
    void a_credit_names_the_charge_that_it_is_the_value_of() {
        gateway.ledger().answers(moved());

        var answer = gateway.post(
                "/v1/participants/" + ANN + "/balances/adjust",
                HOLD.replace("\"amount\"", "\"type\":\"CREDIT\",\"source_charge\":\"ch_17\",\"amount\""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(gateway.ledger().onlyRequest().operation())
                .isInstanceOfSatisfying(
                        Credit.class,
                        credit -> assertThat(credit.sourceCharge()).contains("ch_17"));
    }

    @Test
    void a_debit_names_the_refund_or_dispute_that_it_is_for_and_the_charge() {
        gateway.ledger().answers(moved());

        var answer = gateway.post(
                "/v1/groups/" + ANN + "/balances/adjust",
                HOLD.replace(
                        "\"amount\"",
                        "\"type\":\"DEBIT\",\"source_transaction\":{\"type\":\"REFUND\",\"id\":\"re_1\",\"charge\":\"ch_17\"},"
                            + "\"amount\""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(gateway.ledger().onlyRequest().operation())
                .isInstanceOfSatisfying(
                        Debit.class,
                        debit -> assertThat(debit.sourceTransaction()).hasValueSatisfying(source -> {
                            assertThat(source.type()).isEqualTo(SourceTransactionType.REFUND);
                            assertThat(source.id()).isEqualTo("re_1");
                            assertThat(source.charge()).isEqualTo("ch_17");
                        }));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "DEBIT, `\"source_charge\":\"ch_17\"`, #/source_charge",
                "CREDIT, `\"source_transaction\":{\"type\":\"REFUND\",\"id\":\"re_1\",\"charge\":\"ch_17\"}`,"
                        + " #/source_transaction",
                "CREDIT, `\"source_charge\":\"\"`, #/source_charge",
            })
    void a_credit_has_a_charge_and_a_debit_what_takes_one_back(String type, String field, String pointer) {
        var answer = gateway.post(
                "/v1/participants/" + ANN + "/balances/adjust",
                HOLD.replace("\"amount\"", "\"type\":\"" + type + "\"," + field + ",\"amount\""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("invalid_field");
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(gateway.ledger().requests()).isEmpty();
    }

    static Moved moved() {
        return new Moved(
                Moved.Kind.HOLD,
                Amount.parse("100.00"),
                Optional.empty(),
                AssetId.parse(ASSET),
                ProgramId.parse(PROGRAM),
                new Buckets(Amount.parse("1400.00"), Amount.parse("0.00"), Amount.parse("100.00")),
                new EntryId(new UUID(0, 1)),
                "Processed 100.00",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
