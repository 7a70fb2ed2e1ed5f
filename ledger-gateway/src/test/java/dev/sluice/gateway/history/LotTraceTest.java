package dev.sluice.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.history.WrittenPast.Line;
import dev.sluice.gateway.history.WrittenPast.Said;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A lot of Ann's that goes to Bob, and from him to Cid. */
class LotTraceTest {

    private static final UUID ANN = RandomPast.account(0);
    private static final UUID BOB = RandomPast.account(1);
    private static final UUID CID = RandomPast.account(2);
    private static final UUID POINTS = RandomPast.ASSETS.getFirst();
    private static final UUID OF_ANN = new UUID(8, 1);
    private static final UUID OF_BOB = new UUID(8, 2);
    private static final UUID OF_CID = new UUID(8, 3);

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        var database = PastDatabase.migrated();
        var past = new WrittenPast(database).ofPartitions(1);
        past.asset(POINTS, "PTS", 2);
        var at = RandomPast.BEGINNING;
        past.book(
                0,
                at,
                "CREDIT",
                new UUID(5, 1),
                ANN,
                Said.nothing(),
                Line.on("SYSTEM_ISSUANCE", POINTS, "-20").of(OF_ANN, null),
                Line.on(ANN, POINTS, "AVAILABLE", "20").of(OF_ANN, null));
        past.lot(OF_ANN, ANN, POINTS, at, at.plusSeconds(9_000), "20", new UUID(5, 1));
        transfer(past, 2, ANN, OF_ANN, BOB, OF_BOB, "15");
        transfer(past, 3, BOB, OF_BOB, CID, OF_CID, "4");
        gateway = new RunningGateway(database.settings());
    }

    private static void transfer(
            WrittenPast past, int number, UUID from, UUID lot, UUID to, UUID newLot, String amount) {
        var at = RandomPast.BEGINNING.plusSeconds(number);
        past.book(
                0,
                at,
                "TRANSFER",
                new UUID(5, number),
                from,
                Said.nothing(),
                Line.on(from, POINTS, "AVAILABLE", "-" + amount).of(lot, null),
                Line.on(to, POINTS, "AVAILABLE", amount).of(newLot, null));
        past.lot(newLot, to, POINTS, at, at.plusSeconds(9_000), amount, new UUID(5, number));
        past.run("update lot set origin = 'TRANSFER' where lot_id = ?", newLot);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void a_lot_is_followed_back_to_what_was_issued() {
        var trace = gateway.json(gateway.get("/v1/lots/" + OF_CID + "/trace"));

        assertThat(trace.path("came_from")
                        .valueStream()
                        .map(lot -> lot.path("lot_id").asText()))
                .containsExactly(OF_BOB.toString(), OF_ANN.toString());
        assertThat(trace.at("/came_from/1/amount").asText()).isEqualTo("15.00");
        assertThat(trace.at("/came_from/1/depth").asInt()).isEqualTo(2);
        assertThat(trace.path("went_to")).isEmpty();
    }

    @Test
    void a_lot_is_followed_to_those_who_got_of_it() {
        var trace = gateway.json(gateway.get("/v1/lots/" + OF_ANN + "/trace"));

        assertThat(trace.path("origin").asText()).isEqualTo("CREDIT");
        assertThat(trace.path("came_from")).isEmpty();
        assertThat(trace.path("went_to")
                        .valueStream()
                        .map(lot -> lot.path("account_id").asText()))
                .containsExactly(BOB.toString(), CID.toString());
        assertThat(trace.path("events")
                        .valueStream()
                        .map(event -> event.path("amount").asText()))
                .containsExactly("-20.00", "20.00", "-15.00");
    }

    @Test
    void a_lot_that_is_not_there_is_404() {
        assertThat(gateway.get("/v1/lots/" + new UUID(8, 9) + "/trace").statusCode())
                .isEqualTo(404);
        assertThat(gateway.get("/v1/lots/abc/trace").statusCode()).isEqualTo(400);
    }
}
