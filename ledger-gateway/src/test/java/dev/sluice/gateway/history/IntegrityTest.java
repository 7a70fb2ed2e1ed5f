package dev.sluice.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.gateway.FakeLedger;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.client.Answer;
import dev.sluice.gateway.history.WrittenPast.Line;
import dev.sluice.gateway.history.WrittenPast.Said;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntegrityTest {

    /** The greatest id, so that a look from anywhere finds it. */
    private static final UUID ANN = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private static final UUID POINTS = RandomPast.ASSETS.getFirst();

    private WrittenPast past;
    private RunningGateway gateway;

    @BeforeEach
    void start() {
        var database = PastDatabase.migrated();
        past = new WrittenPast(database).ofPartitions(2);
        past.asset(POINTS, "PTS", 2);
        credited(1, "20");
        credited(2, "5");
        past.readToTheEnd(Instant.now());
        gateway = new RunningGateway(database.settings());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void credited(int number, String amount) {
        past.book(
                0,
                RandomPast.BEGINNING.plusMillis(number),
                "CREDIT",
                new UUID(5, number),
                ANN,
                Said.nothing(),
                Line.on("SYSTEM_ISSUANCE", POINTS, "-" + amount),
                Line.on(ANN, POINTS, "AVAILABLE", amount));
    }

    @Test
    void live_balances_are_compared_with_those_of_history_at_the_very_place_they_were_told_of() {
        theLedgerHas("20.00", "0:0");

        var report = integrity();

        assertThat(report.path("status").asText()).as(report.toString()).isEqualTo("SOUND");
        assertThat(report.at("/sample/accounts").asInt()).isEqualTo(1);
        assertThat(report.at("/data/0/next_sequence").asInt()).isEqualTo(2);
        assertThat(report.at("/data/0/zero_sums").asBoolean()).isTrue();
    }

    @Test
    void a_live_balance_that_is_another_is_named() {
        theLedgerHas("24.99", "0:1");

        var report = integrity();

        assertThat(report.path("status").asText()).isEqualTo("FAULTY");
        assertThat(report.at("/sample/differing/0/account_id").asText()).isEqualTo(ANN.toString());
    }

    @Test
    void a_partition_that_stopped_says_why_and_the_others_go_on() {
        theLedgerHas("25.00", "0:1");
        past.run("update position set status = 'STOPPED', stopped_reason = 'Expected this, but got that' where"
                + " partition = 1");

        var report = integrity();

        assertThat(report.path("status").asText()).isEqualTo("FAULTY");
        assertThat(report.at("/data/0/status").asText()).isEqualTo("READING");
        assertThat(report.at("/data/1/reason").asText()).isEqualTo("Expected this, but got that");
    }

    @Test
    void sums_that_are_not_zero_are_told() {
        theLedgerHas("25.00", "0:1");
        past.run("update daily_total set amount = amount + 1 where place = 'PARTICIPANT'");

        var report = integrity();

        assertThat(report.path("status").asText()).isEqualTo("FAULTY");
        assertThat(report.at("/data/0/zero_sums").asBoolean()).isFalse();
        assertThat(report.at("/data/1/zero_sums").asBoolean()).isTrue();
    }

    private void theLedgerHas(String available, String position) {
        var list = new BalanceList(List.of(new AssetBalance(
                new AssetId(POINTS), "PTS", Amount.parse(available), Amount.parse("0.00"), Amount.parse("0.00"))));
        gateway.ledger()
                .answersFutures(request -> CompletableFuture.completedFuture(
                        new Answer(FakeLedger.completed(request, list), false, Optional.of(position))));
    }

    private JsonNode integrity() {
        var answer = gateway.get("/v1/integrity");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return gateway.json(answer);
    }
}
