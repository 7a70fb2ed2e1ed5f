package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.TransferFound;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.TransferStatus;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A transfer is asked of the account that gives, whichever way the body names it. */
class TransferCallsTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final AccountId BEN = AccountId.ofParticipant("ben");
    private static final AccountId HOME = AccountId.ofGroup(new IdempotencyKey("home"));
    private static final AssetId PTS = AssetId.ofSymbol("PTS");
    private static final ProgramId SHOP = ProgramId.madeWith(new IdempotencyKey("shop"));
    private static final EntryId ENTRY = EntryId.parse("019de2fb-1900-7dec-b83c-ee497947f8f5");
    private static final String SOURCE = "\"source_external_id\":\"ann\"";
    private static final String BODY = """
        {"asset_id":"%s","program_id":"%s","description":"d","recipients":[{"amount":"5.00","external_id":"ben"}],%s}\
        """.formatted(PTS, SHOP, SOURCE);

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
        gateway.ledger().answers(transferred());
    }

    @Test
    void a_transfer_is_asked_of_its_source_with_all_that_the_body_says() {
        var answer = gateway.post("/v1/transfers", """
            {"asset_id":"%s","program_id":"%s","description":"d","source_external_id":"ann","preserve_lots":true,
             "recipients":[{"amount":"5.00","external_id":"ben"},{"amount":"2","group_id":"%s"}],
             "reference_id":"r","metadata":{"k":"v"},"idempotency_key":"k1"}\
            """.formatted(PTS, SHOP, HOME));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
            {"asset_id":"%s","journal_entry_id":"%s","recipient_count":2,"source_id":"%s","total_amount":"7.00"}\
            """.formatted(PTS, ENTRY, ANN));
        assertThat(answer.headers().firstValue("Idempotency-Key")).hasValue("k1");
        var request = gateway.ledger().onlyRequest();
        assertThat(request.accountId()).isEqualTo(ANN);
        assertThat(request.accountKind()).contains(AccountKind.PARTICIPANT);
        assertThat(request.idempotencyKey().value()).isEqualTo("k1");
        assertThat(request.operation())
                .isEqualTo(new Transfer(
                        SHOP,
                        PTS,
                        "d",
                        List.of(
                                new Transfer.Recipient(
                                        Amount.parse("5.00"), Optional.of("ben"), Optional.empty(), Optional.empty()),
                                new Transfer.Recipient(
                                        Amount.parse("2"), Optional.empty(), Optional.empty(), Optional.of(HOME))),
                        true,
                        Optional.of("r"),
                        Map.of("k", "v")));
    }

    @Test
    void a_source_may_be_named_by_the_id_of_a_participant_or_of_a_group() {
        post("\"source_participant_id\":\"" + ANN + "\"");
        post("\"source_group_id\":\"" + HOME + "\",\"source_external_id\":null");

        assertThat(gateway.ledger().requests())
                .extracting(request ->
                        List.of(request.accountId(), request.accountKind().orElseThrow()))
                .containsExactly(List.of(ANN, AccountKind.PARTICIPANT), List.of(HOME, AccountKind.GROUP));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        '"source_external_id":null',                                        missing_field, #/source_external_id
        '"source_group_id":null',                                           missing_field, #/source_external_id
        '"source_external_id":"ann","source_group_id":"x"',                 invalid_field, #/source_group_id
        '"source_participant_id":"x","source_external_id":"ann"',           invalid_field, #/source_participant_id
        '"source_external_id":""',                                          invalid_field, #/source_external_id
        '"source_external_id":5',                                           invalid_field, #/source_external_id
        '"source_participant_id":"ann"',                                    invalid_field, #/source_participant_id
        '"source_group_id":["x"]',                                          invalid_field, #/source_group_id
        '"source_external_id":"ben"',                                       self_transfer, #/recipients/0
        '"source_external_id":"ann","account_id":"x"',                      invalid_field, #/account_id
        '"source_external_id":"ann","preserve_lots":"yes"',                 invalid_field, #/preserve_lots
        """)
    void a_source_that_is_none_is_refused_at_its_field(String source, String code, String pointer) {
        assertRefused(post(source), code, pointer);
    }

    @Test
    void an_external_id_may_have_255_characters_and_no_more() {
        assertThat(post("\"source_external_id\":\"" + "é".repeat(255) + "\"").statusCode())
                .isEqualTo(200);
        gateway.ledger().forgets();
        assertRefused(
                post("\"source_external_id\":\"" + "é".repeat(256) + "\""), "invalid_field", "#/source_external_id");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        '[]',                                                               invalid_field,  #/recipients
        '[{"amount":"0","external_id":"ben"}]',                             invalid_amount, #/recipients/0/amount
        '[{"amount":5,"external_id":"ben"}]',                               invalid_amount, #/recipients/0/amount
        '[{"external_id":"ben"}]',                                          missing_field,  #/recipients/0/amount
        '[{"amount":"5"}]',                                                 missing_field,  #/recipients/0/external_id
        '[{"amount":"5","external_id":"ann"}]',                             self_transfer,  #/recipients/0
        """)
    void a_recipient_that_is_none_is_refused_at_its_place(String recipients, String code, String pointer) {
        var body = BODY.replaceAll("\\[.*]", java.util.regex.Matcher.quoteReplacement(recipients));

        assertRefused(gateway.post("/v1/transfers", body), code, pointer);
    }

    @Test
    void faults_of_the_source_and_of_the_body_are_told_together() {
        var answer = gateway.post(
                "/v1/transfers",
                BODY.replace(SOURCE, "\"source_group_id\":\"home\"").replace("5.00", "0"));

        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("invalid_field");
        assertThat(gateway.json(answer).findValuesAsText("pointer"))
                .containsExactly("#/source_group_id", "#/recipients/0/amount");
    }

    @Test
    void a_replay_has_the_same_bytes_and_says_that_it_is_one() {
        var first = gateway.post("/v1/transfers", BODY, "Idempotency-Key", "k1");
        gateway.ledger().replays(transferred());

        var second = gateway.post("/v1/transfers", BODY, "Idempotency-Key", "k1");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(second.headers().firstValue("Idempotency-Key")).hasValue("k1");
    }

    @Test
    void an_unknown_outcome_is_504_with_the_key_to_repeat_with() {
        gateway.ledger().fails(new LedgerFailure.Pending("Expected the reply within 10000 ms"));

        var answer = gateway.post("/v1/transfers", BODY);

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("result_pending");
        assertThat(answer.headers().firstValue("Idempotency-Key"))
                .hasValue(gateway.ledger().onlyRequest().idempotencyKey().value());
    }

    @Test
    void a_refusal_at_a_recipient_is_told_there() {
        gateway.ledger().refuses(Rejection.atField(RejectionCode.ACCOUNT_NOT_FOUND, "#/recipients/0", "Expected ben"));

        var answer = gateway.post("/v1/transfers", BODY);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo("#/recipients/0");
    }

    @Test
    void a_transfer_is_found_by_its_entry_and_source() {
        gateway.ledger().answers(new TransferFound(refused()));

        var answer = gateway.get("/v1/transfers/" + ENTRY + "?source_id=" + ANN);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
            {"journal_entry_id":"%s","source_id":"%s","program_id":"%s","asset_id":"%s","description":"d",\
            "total_amount":"5.00","status":"REFUSED",\
            "legs":[{"account_id":"%s","account_kind":"PARTICIPANT","amount":"5.00"}],\
            "rejection":{"code":"account_not_active","message":"Expected ben","errors":[]},\
            "created_at":"2026-01-31T12:00:00Z","metadata":{}}\
            """.formatted(ENTRY, ANN, SHOP, PTS, BEN));
        var request = gateway.ledger().onlyRequest();
        assertThat(request.accountId()).isEqualTo(ANN);
        assertThat(request.accountKind()).isEmpty();
        assertThat(request.operation()).isEqualTo(new GetTransfer(ENTRY));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                       missing_field, #/source_id",
        "?source_id=ann,                                           invalid_field, #/source_id",
        "?source_id=4070b461-19fe-5fe0-a3ce-8a353418b659&limit=1,  invalid_field, #/limit"
    })
    void a_question_for_a_transfer_names_its_source(String query, String code, String pointer) {
        assertRefused(gateway.get("/v1/transfers/" + ENTRY + query), code, pointer);
    }

    @Test
    void a_transfer_that_is_not_there_is_not_found() {
        gateway.ledger().refuses(Rejection.because(RejectionCode.TRANSFER_NOT_FOUND, "Expected a transfer"));

        assertThat(gateway.get("/v1/transfers/" + ENTRY + "?source_id=" + ANN).statusCode())
                .isEqualTo(404);
        assertRefused(gateway.get("/v1/transfers/t1?source_id=" + ANN), "invalid_field", "#/journal_entry_id");
    }

    private static HttpResponse<String> post(String source) {
        return gateway.post("/v1/transfers", BODY.replace(SOURCE, source));
    }

    private static void assertRefused(HttpResponse<String> answer, String code, String pointer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo(code);
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    private static Transferred transferred() {
        return new Transferred(PTS, ENTRY, 2, ANN, Amount.parse("7.00"));
    }

    private static TransferRecord refused() {
        return new TransferRecord(
                ENTRY,
                ANN,
                SHOP,
                PTS,
                "d",
                Optional.empty(),
                Amount.parse("5.00"),
                TransferStatus.REFUSED,
                List.of(new TransferRecord.Leg(BEN, AccountKind.PARTICIPANT, Amount.parse("5.00"))),
                Optional.of(Rejection.because(RejectionCode.ACCOUNT_NOT_ACTIVE, "Expected ben")),
                Instant.parse("2026-01-31T12:00:00Z"),
                Map.of());
    }
}
