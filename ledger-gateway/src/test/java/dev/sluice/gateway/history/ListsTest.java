package dev.sluice.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.value.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of participants, groups, holds and transfers. */
class ListsTest {

    private static final UUID ANN = RandomPast.account(0);
    private static final UUID BOB = RandomPast.account(1);
    private static final UUID POINTS = RandomPast.ASSETS.getFirst();

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        var database = PastDatabase.migrated();
        var past = new WrittenPast(database).ofPartitions(2);
        past.asset(POINTS, "PTS", 2);
        for (var index = 0; index < 5; index++) {
            past.participant(
                    RandomPast.account(index),
                    RandomPast.NAMES.get(index),
                    "Mx. " + RandomPast.NAMES.get(index) + " 10%_");
        }
        past.run("update participant set status = 'SUSPENDED', attributes = '{\"level\": 7, \"vip\": true}' where"
                + " external_id = 'bob'");
        past.group(new UUID(4, 1), "Household");
        past.run(
                "update account_group set members = ?::jsonb",
                "[{\"participant_id\": \"" + ANN + "\", \"role\": \"ADMIN\"}]");
        for (var number = 0; number < 9; number++) {
            past.run(
                    """
                    insert into hold values (?, ?, ?, ?, 0, 10, ?, 0, ?, 0, 'HOLD', ?, ?, ?, null, null, '{}', ?)\
                    """,
                    new UUID(6, number),
                    number % 2 == 0 ? ANN : BOB,
                    POINTS,
                    WrittenPast.PROGRAM,
                    number % 3 == 0 ? 10 : 0,
                    number % 3 == 0 ? 0 : 10,
                    number % 3 == 0 ? "OPEN" : "CLOSED",
                    "order-" + number,
                    Instant.parse("2026-01-0" + (1 + number / 2) + "T00:00:00Z"),
                    new UUID(5, number));
            past.run(
                    """
                    insert into transfer values (?, ?, ?, ?, 0, 'A trip', null, 5, ?, ?::jsonb, null, '{}', ?)\
                    """,
                    new UUID(5, number),
                    ANN,
                    WrittenPast.PROGRAM,
                    POINTS,
                    number < 4 ? "PENDING" : "POSTED",
                    "[{\"account_id\": \"" + BOB + "\", \"account_kind\": \"PARTICIPANT\", \"amount\": \"5.00\"}]",
                    Instant.parse("2026-01-0" + (1 + number / 2) + "T00:00:00Z"));
        }
        past.run("insert into transfer_booking values (?, 1, 5, now())", new UUID(5, 0));
        gateway = new RunningGateway(database.settings());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 5",
        "external_id=ann, 1",
        "external_id=an, 0",
        "q=NN, 1",
        "q=mx., 5",
        "q=10%25_, 5",
        "q=1_%25, 0",
        "status=SUSPENDED, 1",
        "attributes%5Btier%5D=gold, 4",
        "attributes%5Btier%5D=gold&external_id=bob, 0",
        "attributes%5Blevel%5D=7, 1",
        "attributes%5Bvip%5D=true, 1",
        "attributes%5Bvip%5D=yes, 0",
    })
    void participants_are_found_by_each_filter(String query, int count) {
        var found = gateway.json(gateway.get("/v1/participants?" + query));

        assertThat(found.path("data")).as(found.toString()).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({"q=house, 1", "q=zzz, 0", "status=ACTIVE, 1", "status=ARCHIVED, 0"})
    void groups_are_found_by_each_filter(String query, int count) {
        assertThat(gateway.json(gateway.get("/v1/groups?" + query)).path("data"))
                .hasSize(count);
    }

    @Test
    void groups_are_found_by_their_members() {
        assertThat(gateway.json(gateway.get("/v1/groups?member_id=" + ANN))
                        .at("/data/0/name")
                        .asText())
                .isEqualTo("Household");
        assertThat(gateway.json(gateway.get("/v1/groups?member_id=" + BOB)).path("data"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "status=OPEN, 3",
        "status=CLOSED, 6",
        "reference_id=order-4, 1",
        "created_from=2026-01-05T00:00:00Z, 1",
        "created_to=2026-01-02T00:00:00Z, 2",
        "status=OPEN&created_to=2026-01-02T00:00:00Z, 1",
    })
    void holds_are_found_by_each_filter(String query, int count) {
        assertThat(gateway.json(gateway.get("/v1/holds?" + query)).path("data")).hasSize(count);
    }

    @Test
    void a_hold_is_told_as_the_ledger_tells_it_with_its_account() {
        var hold = gateway.json(gateway.get("/v1/holds?reference_id=order-1")).at("/data/0");

        assertThat(hold.path("account_id").asText()).isEqualTo(BOB.toString());
        assertThat(hold.path("amount").asText()).isEqualTo("10.00");
        assertThat(hold.path("released").asText()).isEqualTo("10.00");
        assertThat(hold.path("status").asText()).isEqualTo("CLOSED");
        assertThat(hold.has("expires_at")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"status=PENDING, 3", "status=POSTED, 6", "status=REFUSED, 0"})
    void a_transfer_is_posted_once_all_partitions_have_told_so(String query, int count) {
        assertThat(gateway.json(gateway.get("/v1/transfers?" + query)).path("data"))
                .hasSize(count);
    }

    @Test
    void transfers_are_found_by_both_sides() {
        assertThat(gateway.json(gateway.get("/v1/transfers?source_id=" + ANN)).path("data"))
                .hasSize(9);
        assertThat(gateway.json(gateway.get("/v1/transfers?recipient_id=" + BOB))
                        .path("data"))
                .hasSize(9);
        assertThat(gateway.json(gateway.get("/v1/transfers?recipient_id=" + ANN))
                        .path("data"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/v1/participants, id", "/v1/holds, id", "/v1/transfers, journal_entry_id"})
    void a_walk_over_pages_sees_each_once(String path, String id) {
        var all = new ArrayList<String>();
        gateway.json(gateway.get(path))
                .path("data")
                .forEach(row -> all.add(row.path(id).asText()));

        var seen = new ArrayList<String>();
        var cursor = "";
        while (cursor != null) {
            var page = gateway.json(gateway.get(path + "?limit=2" + cursor));
            page.path("data").forEach(row -> seen.add(row.path(id).asText()));
            cursor = page.at("/pagination/has_more").asBoolean()
                    ? "&cursor=" + page.at("/pagination/next_cursor").asText()
                    : null;
        }

        assertThat(seen).isEqualTo(all).doesNotHaveDuplicates();
        assertThat(gateway.get(path, "Accept", "text/csv").body().split("\r\n")).hasSize(1 + all.size());
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        var cursor = gateway.json(gateway.get("/v1/holds?limit=1"))
                .at("/pagination/next_cursor")
                .asText();

        var answer = gateway.get("/v1/transfers?cursor=" + cursor);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo("#/cursor");
    }

    @Test
    void a_participant_by_its_external_id_is_the_ledgers_own_answer() {
        gateway.ledger().leavesOpen(new java.util.concurrent.CompletableFuture<>());
        gateway.ledger()
                .refuses(dev.sluice.schema.rejection.Rejection.because(
                        dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND,
                        "Expected a participant, but there is none"));

        var answer = gateway.get("/v1/participants/by-external-id/ann%20of%20x");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(gateway.ledger().requests())
                .last()
                .matches(request -> request.operation() instanceof GetParticipant
                        && request.accountId().equals(AccountId.ofParticipant("ann of x")));
    }

    @Test
    void the_columns_of_csv_are_the_fields() {
        for (var path : List.of("/v1/participants", "/v1/groups", "/v1/holds", "/v1/transfers")) {
            var csv = gateway.get(path, "Accept", "text/csv").body();
            var fields = new ArrayList<String>();
            gateway.json(gateway.get(path)).at("/data/0").fieldNames().forEachRemaining(fields::add);

            assertThat(List.of(csv.substring(0, csv.indexOf('\r')).split(","))).containsAll(fields);
        }
    }
}
