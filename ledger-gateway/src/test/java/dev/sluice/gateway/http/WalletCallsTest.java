package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wallet is the account of its program. */
class WalletCallsTest {

    private static final AssetId GIFT = AssetId.ofSymbol("GIFT");
    private static final ProgramId SHOP = ProgramId.madeWith(new IdempotencyKey("shop"));
    private static final String WALLET = "/v1/programs/" + SHOP;
    private static final String FUND = WALLET + "/assets/" + GIFT + "/fund";
    private static final String BURN = WALLET + "/assets/" + GIFT + "/burn";
    private static final String BODY = """
        {"amount":"5000.00","description":"Budget for May","reference_id":"may","metadata":{"k":"v"}}\
        """;

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
        gateway.ledger().answers(funded());
    }

    @Test
    void funds_are_asked_of_the_programs_account_and_what_was_moved_is_the_answer() {
        var answer = gateway.post(FUND, BODY, "Idempotency-Key", "k1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
            {"operation":"FUND","amount_processed":"5000.00","asset_id":"%s","program_id":"%s",\
            "balance":{"available":"5000.00","deferred":"0.00","held":"0.00"},\
            "journal_entry_id":"00000000-0000-0000-0000-000000000001","message":"Processed 5000.00","reference_id":"may"}\
            """.formatted(GIFT, SHOP));
        assertThat(answer.headers().firstValue("Idempotency-Key")).hasValue("k1");
        var request = gateway.ledger().onlyRequest();
        assertThat(request.accountId()).isEqualTo(SHOP.account());
        assertThat(request.accountKind()).contains(AccountKind.PROGRAM);
        assertThat(request.idempotencyKey()).isEqualTo(new IdempotencyKey("k1"));
        assertThat(request.operation())
                .isEqualTo(new FundWallet(
                        GIFT, Amount.parse("5000"), "Budget for May", Optional.of("may"), Map.of("k", "v")));
    }

    @Test
    void a_burn_is_asked_of_the_programs_account() {
        gateway.post(BURN, BODY.replace("}}", "},\"idempotency_key\":\"k2\"}"));

        var request = gateway.ledger().onlyRequest();
        assertThat(request.accountId()).isEqualTo(SHOP.account());
        assertThat(request.accountKind()).contains(AccountKind.PROGRAM);
        assertThat(request.idempotencyKey()).isEqualTo(new IdempotencyKey("k2"));
        assertThat(request.operation())
                .isEqualTo(new BurnWallet(
                        GIFT, Amount.parse("5000"), "Budget for May", Optional.of("may"), Map.of("k", "v")));
    }

    @Test
    void the_balance_is_that_of_the_programs_account_in_the_form_of_all_balances() {
        gateway.ledger()
                .answers(new BalanceList(List.of(new AssetBalance(
                        GIFT, "GIFT", Amount.parse("3750.00"), Amount.parse("0.00"), Amount.parse("0.00")))));

        var answer = gateway.get(WALLET + "/balance?asset_id=" + GIFT);

        assertThat(answer.body()).isEqualTo("""
            {"data":[{"asset_id":"%s","symbol":"GIFT","available":"3750.00","held":"0.00","deferred":"0.00"}]}\
            """.formatted(GIFT));
        var request = gateway.ledger().onlyRequest();
        assertThat(request.accountId()).isEqualTo(SHOP.account());
        assertThat(request.accountKind()).contains(AccountKind.PROGRAM);
        assertThat(request.operation()).isEqualTo(new GetBalances(Optional.of(GIFT)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        '{"description":"d"}',                                            missing_field,  #/amount
        '{"amount":"1"}',                                                 missing_field,  #/description
        '{"amount":"0","description":"d"}',                               invalid_amount, #/amount
        '{"amount":1,"description":"d"}',                                 invalid_amount, #/amount
        '{"amount":"1","description":"d","asset_id":"x"}',                invalid_field,  #/asset_id
        '{"amount":"1","description":"d","program_id":"x"}',              invalid_field,  #/program_id
        '{"amount":"1","description":"d","bucket":"HELD"}',               invalid_field,  #/bucket
        """)
    void a_bad_body_is_refused_at_its_field(String body, String code, String pointer) {
        for (var call : List.of(FUND, BURN)) {
            assertRefused(gateway.post(call, body), code, pointer);
        }
    }

    @Test
    void a_path_that_names_no_program_or_asset_is_refused() {
        assertRefused(gateway.post("/v1/programs/shop/assets/" + GIFT + "/fund", BODY), "invalid_field", "#/id");
        assertRefused(gateway.post(WALLET + "/assets/gift/burn", BODY), "invalid_field", "#/asset_id");
        assertRefused(gateway.get("/v1/programs/shop/balance"), "invalid_field", "#/id");
        assertRefused(gateway.get(WALLET + "/balance?asset=" + GIFT), "invalid_field", "#/asset");
    }

    @Test
    void a_replay_has_the_same_bytes_and_says_that_it_is_one() {
        var first = gateway.post(FUND, BODY, "Idempotency-Key", "k1");
        gateway.ledger().replays(funded());

        var second = gateway.post(FUND, BODY, "Idempotency-Key", "k1");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void too_little_to_burn_is_422() {
        gateway.ledger()
                .refuses(Rejection.because(
                        RejectionCode.INSUFFICIENT_PROGRAM_FUNDS, "Expected 5000.00, but there is 1"));

        var answer = gateway.post(BURN, BODY);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("insufficient_program_funds");
    }

    @Test
    void an_unknown_outcome_is_504_with_the_key_to_repeat_with() {
        gateway.ledger().fails(new LedgerFailure.Pending("Expected the reply within 10000 ms"));

        var answer = gateway.post(FUND, BODY);

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("result_pending");
        assertThat(answer.headers().firstValue("Idempotency-Key"))
                .hasValue(gateway.ledger().onlyRequest().idempotencyKey().value());
    }

    private static void assertRefused(HttpResponse<String> answer, String code, String pointer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo(code);
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(gateway.ledger().requests()).isEmpty();
    }

    private static Moved funded() {
        return new Moved(
                Moved.Kind.FUND,
                Amount.parse("5000.00"),
                Optional.empty(),
                GIFT,
                SHOP,
                new Buckets(Amount.parse("5000.00"), Amount.parse("0.00"), Amount.parse("0.00")),
                new EntryId(new UUID(0, 1)),
                "Processed 5000.00",
                Optional.of("may"),
                Optional.empty(),
                Optional.empty());
    }
}
