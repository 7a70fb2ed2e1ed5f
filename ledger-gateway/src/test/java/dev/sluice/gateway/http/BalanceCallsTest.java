package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.ProgramId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
