package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.ok;
import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.InventoryMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** A node that was lost, and comes back from a backup that was made while it ran. */
class RestoreIT {

    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final int CANNOT_START = 3;

    /** A call, and what it was answered. */
    private record Told(String path, String body, String answer) {}

    private final List<Told> told = new ArrayList<>();
    private final Map<String, String> read = new LinkedHashMap<>();

    @Test
    void a_node_that_was_lost_comes_back_from_its_backup_and_goes_on() throws Exception {
        try (var folder = TestFolder.make()) {
            var lost = folder.path().resolve("lost");
            var file = folder.path().resolve("ledger.backup");
            var restored = folder.path().resolve("restored");

            // given
            try (var node = CommandProcess.up(lost);
                    var http = node.http(16)) {
                var caller = new LedgerCaller(http);
                for (var mode : InventoryMode.values()) {
                    doSomethingOfEveryKind(caller, caller.newValue(mode));
                }
                useAWallet(caller);
                read.replaceAll((path, nothing) -> caller.get(path).text());
                backUpUnderLoad(caller, node.bootstrapServers(), file);
                assertThat(run("backup", file.toString(), "--bootstrap", node.bootstrapServers()))
                        .contains("exit code " + USAGE, "write over it with --force");
                node.kill();
            }

            // when
            var made = run("restore", "--from-journal", file.toString(), "--data", restored.toString());

            // then
            assertThat(made).contains("exit code " + OK, "The ledger is restored.");
            try (var node = CommandProcess.up(restored);
                    var http = node.http(16)) {
                var caller = new LedgerCaller(http);
                read.forEach((path, text) ->
                        assertThat(caller.get(path).text()).as(path).isEqualTo(text));
                told.forEach(
                        call -> assertThat(caller.post(call.path(), call.body()).text())
                                .as(call.body())
                                .isEqualTo(call.answer()));
                read.forEach((path, text) -> assertThat(caller.get(path).text())
                        .as("after the repeats, " + path)
                        .isEqualTo(text));
                verify(node);
                doSomethingOfEveryKind(caller, caller.newValue(InventoryMode.LOT));
                verify(node);
                markAsUnfinished(node);
                node.terminate();
            }
            assertThat(run("up", "--data", restored.toString(), "--http-port", "0", "--kafka-port", "0"))
                    .contains("exit code " + CANNOT_START, "a restore has begun and not ended");
            assertThat(run("restore", "--from-journal", file.toString(), "--data", restored.toString()))
                    .contains("exit code " + USAGE, "a restore has begun and not ended");
        }
    }

    private void doSomethingOfEveryKind(LedgerCaller caller, Value value) {
        var ann = caller.newParticipant();
        tell(caller, ann, "adjust", amount(value, "100.00").put("type", "CREDIT"));
        tell(caller, ann, "adjust", amount(value, "50.00").put("type", "CREDIT"));
        tell(caller, ann, "hold", amount(value, "30.00").put("reference_id", "order-1"));
        tell(caller, ann, "release", amount(value, "12.50").put("reference_id", "order-1"));
        var captured = tell(caller, ann, "capture", operation(value).put("reference_id", "order-1"));
        tell(caller, ann, "reverse", amount(value, "5.00").put("journal_entry_id", entryOf(captured)));
        tell(caller, ann, "forfeit", amount(value, "1.00").put("bucket", "AVAILABLE"));
        tell(caller, ann, "hold", amount(value, "7.00").put("reference_id", "order-2"));
        for (var times = 0; times < 6; times++) {
            transfer(caller, ann, value, caller.newParticipant(), "3.00");
        }
        tell(caller, ann, "adjust", amount(value, "500.00").put("type", "DEBIT").put("allow_negative", true));
        tell(caller, ann, "adjust", amount(value, "900.00").put("type", "CREDIT"));
        for (var what : List.of("", "/lots", "/holds")) {
            read.put("/v1/participants/%s/balances%s?asset_id=%s".formatted(ann, what, value.asset()), "");
        }
    }

    private void useAWallet(LedgerCaller caller) {
        var program = caller.newProgram();
        var symbol = LedgerCaller.newName("R").substring(0, 9);
        var made = LedgerCaller.created(caller.post("/v1/assets", """
            {"program_id":"%s","name":"Cash","symbol":"%s","inventory_mode":"LOT",
             "issuance_policy":"PREFUNDED","scale":2}\
            """.formatted(program, symbol)));
        var cash = new Value(program, AssetId.parse(made.path("id").asText()), symbol);
        tell(
                caller,
                "/v1/programs/%s/assets/%s/fund".formatted(program, cash.asset()),
                "{\"amount\":\"100.00\",\"description\":\"Start\",\"idempotency_key\":\"fund\"}");
        for (var times = 0; times < 4; times++) {
            var account = caller.newParticipant();
            tell(caller, account, "adjust", amount(cash, "10.00").put("type", "CREDIT"));
            var debit = tell(caller, account, "adjust", amount(cash, "5.00").put("type", "DEBIT"));
            tell(caller, account, "reverse", operation(cash).put("journal_entry_id", entryOf(debit)));
        }
    }

    private void transfer(LedgerCaller caller, AccountId source, Value value, AccountId recipient, String amount) {
        tell(caller, "/v1/transfers", transferOf(source, value, recipient, amount, "transfer-" + told.size()));
    }

    private static String transferOf(AccountId source, Value value, AccountId recipient, String amount, String key) {
        return """
            {"source_participant_id":"%s","program_id":"%s","asset_id":"%s","description":"A gift",
             "recipients":[{"participant_id":"%s","amount":"%s"}],"idempotency_key":"%s"}\
            """.formatted(source, value.program(), value.asset(), recipient, amount, key);
    }

    private String tell(LedgerCaller caller, AccountId account, String operation, ObjectNode body) {
        return tell(
                caller,
                LedgerCaller.path(account, operation),
                body.put("idempotency_key", operation + "-" + told.size()).toString());
    }

    private String tell(LedgerCaller caller, String path, String body) {
        var answer = caller.post(path, body);
        ok(answer);
        told.add(new Told(path, body, answer.text()));
        return answer.text();
    }

    private static String entryOf(String answer) {
        return LedgerCaller.json(answer).path("journal_entry_id").asText();
    }

    private static ObjectNode amount(Value value, String amount) {
        return operation(value).put("amount", amount);
    }

    /** Transfers among all partitions go on all the while, so that some are on their way wherever the copy ends. */
    private static void backUpUnderLoad(LedgerCaller caller, String bootstrap, Path file) throws Exception {
        var value = caller.newValue(InventoryMode.LOT);
        var people = new ArrayList<AccountId>();
        for (var person = 0; person < 8; person++) {
            people.add(caller.newParticipantWith(value, "1000.00"));
        }
        var done = new AtomicBoolean();
        var callers = new ArrayList<Thread>();
        for (var person = 0; person < people.size(); person++) {
            var source = people.get(person);
            var recipient = people.get((person + 1) % people.size());
            callers.add(Thread.ofVirtual().start(() -> {
                for (var times = 0; !done.get(); times++) {
                    caller.post("/v1/transfers", transferOf(source, value, recipient, "1.00", "load-" + times));
                }
            }));
        }
        try {
            assertThat(run("backup", file.toString(), "--bootstrap", bootstrap))
                    .contains("exit code " + OK, "is in " + file);
        } finally {
            done.set(true);
            for (var thread : callers) {
                thread.join();
            }
        }
    }

    private static void verify(CommandProcess node) throws IOException, InterruptedException {
        assertThat(run(
                        "verify",
                        "--bootstrap",
                        node.bootstrapServers(),
                        "--stores",
                        "--url",
                        node.address(),
                        "--api-key",
                        CommandProcess.API_KEY))
                .contains("exit code " + OK, "The books are proven.");
    }

    /** As a restore does before it writes anything. */
    private static void markAsUnfinished(CommandProcess node) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", node.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("ledger.restoring", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        try (var command = CommandProcess.start(arguments)) {
            return command.readAll() + "\nexit code " + command.exitCode();
        }
    }
}
