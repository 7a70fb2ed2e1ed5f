package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.ok;
import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.InventoryMode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command {@code verify}, on a ledger that did something of every kind. */
class VerifyIT {

    private static final int OK = 0;
    private static final int DIFFERS = 1;

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();

    @Test
    void proves_the_books_of_a_real_ledger_and_finds_a_forged_entry() throws Exception {
        // given
        doSomethingOfEveryKind();

        // when
        var proven = verify();

        // then
        assertThat(proven.told()).contains("The books are proven.");
        assertThat(proven.exitCode()).isEqualTo(OK);

        // given
        var journal = ledger.topic(Topic.JOURNAL);
        var real = Topics.readAll(ledger.bootstrapServers(), journal).getFirst();
        var forged = Topics.produce(
                ledger.bootstrapServers(),
                new ProducerRecord<>(journal, real.partition(), real.timestamp(), real.key(), real.value()));

        // when
        var found = verify();

        // then
        assertThat(found.told())
                .contains("journal-%d@%d: chain: Expected sequence".formatted(forged.partition(), forged.offset()))
                .contains("The books are NOT in order.");
        assertThat(found.exitCode()).isEqualTo(DIFFERS);
    }

    private record Run(String told, int exitCode) {}

    private static Run verify() throws IOException, InterruptedException {
        var journal = ledger.topic(Topic.JOURNAL);
        try (var command = CommandProcess.start(
                "verify",
                "--bootstrap",
                ledger.bootstrapServers(),
                "--topic-prefix",
                journal.substring(0, journal.length() - "journal".length()),
                "--stores",
                "--url",
                ledger.uri().toString(),
                "--api-key",
                LedgerUnderTest.API_KEY)) {
            return new Run(command.readAll(), command.exitCode());
        }
    }

    private static void doSomethingOfEveryKind() throws StripeException {
        for (var mode : InventoryMode.values()) {
            settle(caller.newValue(mode));
        }
        useAWallet();
        reserve();
    }

    private static void settle(Value value) {
        var ann = caller.newParticipantWith(value, "100.00", "50.00");
        caller.hold(ann, value, "30.00", "order-1");
        caller.hold(ann, value, "30.00", "order-1");
        ok(caller.operate(
                ann, "release", operation(value).put("reference_id", "order-1").put("amount", "12.50")));
        var captured = ok(caller.operate(ann, "capture", operation(value).put("reference_id", "order-1")));
        ok(caller.operate(
                ann,
                "reverse",
                operation(value)
                        .put(
                                "journal_entry_id",
                                captured.path("journal_entry_id").asText())
                        .put("amount", "5.00")));
        ok(caller.operate(
                ann, "forfeit", operation(value).put("bucket", "AVAILABLE").put("amount", "1.00")));
        ok(caller.operate(
                ann,
                "adjust",
                operation(value).put("type", "DEBIT").put("amount", "500.00").put("allow_negative", true)));
        caller.credit(ann, value, "900.00");
        caller.operate(ann, "hold", operation(value).put("amount", "100000.00"));
        repeat(ann, value);
        transfer(ann, value);
    }

    private static void repeat(AccountId account, Value value) {
        for (var times = 0; times < 3; times++) {
            ok(caller.operate(
                    account, "hold", operation(value).put("amount", "2.00").put("idempotency_key", "again")));
        }
    }

    /** To so many that some are on other partitions; and once in vain. */
    private static void transfer(AccountId source, Value value) {
        for (var times = 0; times < 8; times++) {
            ok(pay(source, value, caller.newParticipant(), "3.00"));
        }
        var closed = caller.newParticipant();
        caller.setStatus(closed, "CLOSED");
        LedgerCaller.refused(pay(source, value, closed, "3.00"), 409, "account_not_active");
    }

    private static HttpAnswer pay(AccountId source, Value value, AccountId recipient, String amount) {
        return caller.post("/v1/transfers", """
            {"source_participant_id":"%s","program_id":"%s","asset_id":"%s","description":"A gift",
             "recipients":[{"participant_id":"%s","amount":"%s"}]}\
            """.formatted(source, value.program(), value.asset(), recipient, amount));
    }

    private static void useAWallet() {
        var program = caller.newProgram();
        var symbol = LedgerCaller.newName("R").substring(0, 9);
        var made = LedgerCaller.created(caller.post("/v1/assets", """
            {"program_id":"%s","name":"Cash","symbol":"%s","inventory_mode":"LOT",
             "issuance_policy":"PREFUNDED","scale":2}\
            """.formatted(program, symbol)));
        var cash = new Value(program, AssetId.parse(made.path("id").asText()), symbol);
        ok(caller.post(
                "/v1/programs/%s/assets/%s/fund".formatted(program, cash.asset()),
                "{\"amount\":\"100.00\",\"description\":\"Start\"}"));
        for (var amount : List.of("10.00", "20.00", "30.00")) {
            var account = caller.newParticipant();
            caller.credit(account, cash, amount, Map.of("expires_at", "2099-01-01T00:00:00Z"));
            var debit = ok(caller.operate(
                    account, "adjust", operation(cash).put("type", "DEBIT").put("amount", "5.00")));
            ok(caller.operate(
                    account,
                    "reverse",
                    operation(cash)
                            .put(
                                    "journal_entry_id",
                                    debit.path("journal_entry_id").asText())));
        }
    }

    private static void reserve() throws StripeException {
        var shop = Shop.open(ledger);
        shop.release(shop.newHold(5_000), 2_000);
        shop.charge("80.00", "charge-1");
    }
}
