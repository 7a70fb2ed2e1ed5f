package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.GroupFound;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.reply.ParticipantFound;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.reply.ProgramFound;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotStatus;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call becomes the request that it documents, and each result the answer. */
class CallsTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final IdempotencyKey KEY = new IdempotencyKey("k1");
    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final AssetId PTS = AssetId.ofSymbol("PTS");
    private static final ProgramId SHOP = ProgramId.madeWith(KEY);
    private static final String MOVE =
            "\"asset_id\":\"%s\",\"program_id\":\"%s\",\"description\":\"d\"".formatted(PTS, SHOP);
    private static final Optional<AccountKind> PARTICIPANT = Optional.of(AccountKind.PARTICIPANT);
    private static final Optional<AccountKind> GROUP = Optional.of(AccountKind.GROUP);
    private static final Optional<AccountKind> NONE = Optional.empty();

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
        gateway.ledger().answers(new BalanceList(List.of()));
    }

    static Stream<Arguments> calls() {
        var asset = PTS.account();
        var program = SHOP.account();
        return Stream.of(
                call("POST /v1/programs", "{\"name\":\"Shop\"}", program, NONE, CreateProgram.class),
                call(
                        "GET /v1/programs?status=ACTIVE&limit=7&cursor=c",
                        null,
                        new AccountId(new UUID(0, 0)),
                        NONE,
                        ListPrograms.class),
                call("GET /v1/programs/" + SHOP, null, program, NONE, GetProgram.class),
                call("PATCH /v1/programs/" + SHOP, "{\"status\":\"SUSPENDED\"}", program, NONE, UpdateProgram.class),
                call(
                        "POST /v1/programs/" + SHOP + "/assets",
                        "{\"asset_id\":\"" + PTS + "\"}",
                        asset,
                        NONE,
                        LinkAsset.class),
                call(
                        "POST /v1/assets",
                        "{\"program_id\":\"" + SHOP
                                + "\",\"name\":\"Points\",\"symbol\":\"PTS\",\"inventory_mode\":\"LOT\","
                                + "\"issuance_policy\":\"UNLIMITED\",\"scale\":2}",
                        asset,
                        NONE,
                        CreateAsset.class),
                call("GET /v1/assets", null, new AccountId(new UUID(0, 0)), NONE, ListAssets.class),
                call("GET /v1/assets/" + PTS, null, asset, NONE, GetAsset.class),
                call("PATCH /v1/assets/" + PTS, "{\"max_transaction_amount\":null}", asset, NONE, UpdateAsset.class),
                call("POST /v1/participants", "{\"external_id\":\"ann\"}", ANN, NONE, PutParticipant.class),
                call("GET /v1/participants/" + ANN, null, ANN, PARTICIPANT, GetParticipant.class),
                call(
                        "PATCH /v1/participants/" + ANN,
                        "{\"display_name\":\"Ann\"}",
                        ANN,
                        PARTICIPANT,
                        UpdateParticipant.class),
                call(
                        "PATCH /v1/participants/" + ANN + "/status",
                        "{\"status\":\"CLOSED\"}",
                        ANN,
                        PARTICIPANT,
                        ChangeParticipantStatus.class),
                call(
                        "POST /v1/groups",
                        "{\"name\":\"Home\",\"members\":[{\"participant_id\":\"" + ANN + "\",\"role\":\"ADMIN\"}]}",
                        AccountId.ofGroup(KEY),
                        NONE,
                        CreateGroup.class),
                call("GET /v1/groups/" + ANN, null, ANN, GROUP, GetGroup.class),
                call("PATCH /v1/groups/" + ANN, "{\"name\":\"Home\"}", ANN, GROUP, UpdateGroup.class),
                call("DELETE /v1/groups/" + ANN, null, ANN, GROUP, ArchiveGroup.class),
                call(
                        "POST /v1/groups/" + ANN + "/members",
                        "{\"members\":[{\"participant_id\":\"" + ANN + "\",\"role\":\"MEMBER\"}]}",
                        ANN,
                        GROUP,
                        AddGroupMembers.class),
                call("DELETE /v1/groups/" + ANN + "/members/" + ANN, null, ANN, GROUP, RemoveGroupMember.class),
                call("POST /v1/groups/" + ANN + "/balances/hold", "{" + MOVE + "}", ANN, GROUP, Hold.class),
                call(
                        "POST /v1/participants/" + ANN + "/balances/release",
                        "{" + MOVE + "}",
                        ANN,
                        PARTICIPANT,
                        Release.class),
                call(
                        "POST /v1/participants/" + ANN + "/balances/forfeit",
                        "{" + MOVE + ",\"bucket\":\"HELD\"}",
                        ANN,
                        PARTICIPANT,
                        Forfeit.class),
                call(
                        "POST /v1/participants/" + ANN + "/balances/adjust",
                        "{" + MOVE + ",\"type\":\"CREDIT\",\"amount\":\"5\"}",
                        ANN,
                        PARTICIPANT,
                        Credit.class),
                call(
                        "POST /v1/groups/" + ANN + "/balances/adjust",
                        "{" + MOVE + ",\"type\":\"DEBIT\",\"amount\":\"5\"}",
                        ANN,
                        GROUP,
                        Debit.class),
                call(
                        "POST /v1/participants/" + ANN + "/balances/capture",
                        "{" + MOVE + ",\"hold_id\":\"" + ANN + "\",\"amount\":\"5\"}",
                        ANN,
                        PARTICIPANT,
                        Capture.class),
                call(
                        "POST /v1/groups/" + ANN + "/balances/capture",
                        "{" + MOVE + ",\"reference_id\":\"A\"}",
                        ANN,
                        GROUP,
                        Capture.class),
                call(
                        "POST /v1/participants/" + ANN + "/balances/void-hold",
                        "{" + MOVE + ",\"reference_id\":\"A\"}",
                        ANN,
                        PARTICIPANT,
                        VoidHold.class),
                call(
                        "POST /v1/groups/" + ANN + "/balances/void-hold",
                        "{" + MOVE + ",\"reference_id\":\"A\"}",
                        ANN,
                        GROUP,
                        VoidHold.class),
                call(
                        "POST /v1/participants/" + ANN + "/balances/reverse",
                        "{" + MOVE + ",\"journal_entry_id\":\"" + ANN + "\",\"amount\":\"5\"}",
                        ANN,
                        PARTICIPANT,
                        Reverse.class),
                call(
                        "POST /v1/groups/" + ANN + "/balances/reverse",
                        "{" + MOVE + ",\"journal_entry_id\":\"" + ANN + "\"}",
                        ANN,
                        GROUP,
                        Reverse.class),
                call("GET /v1/participants/" + ANN + "/balances", null, ANN, PARTICIPANT, GetBalances.class),
                call(
                        "GET /v1/participants/" + ANN + "/balances/lots?asset_id=" + PTS + "&status=HELD",
                        null,
                        ANN,
                        PARTICIPANT,
                        ListLots.class),
                call("GET /v1/groups/" + ANN + "/balances/holds?limit=200", null, ANN, GROUP, ListHolds.class),
                call("GET /v1/participants/" + ANN + "/balances/holds/" + ANN, null, ANN, PARTICIPANT, GetHold.class));
    }

    private static Arguments call(
            String call, String body, AccountId account, Optional<AccountKind> kind, Class<?> operation) {
        return Arguments.of(call, body, account, kind, operation);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void a_call_asks_its_operation_of_its_account(
            String call, String body, AccountId account, Optional<AccountKind> kind, Class<?> operation) {
        var methodAndPath = call.split(" ");

        var answer = gateway.call(methodAndPath[0], methodAndPath[1], body, "Idempotency-Key", "k1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var request = gateway.ledger().onlyRequest();
        assertThat(request.accountId()).isEqualTo(account);
        assertThat(request.accountKind()).isEqualTo(kind);
        assertThat(request.operation()).isInstanceOf(operation);
        if (!methodAndPath[0].equals("GET")) {
            assertThat(request.idempotencyKey()).isEqualTo(KEY);
            assertThat(answer.headers().firstValue("Idempotency-Key")).hasValue("k1");
        }
    }

    @Test
    void query_parameters_are_the_fields_of_the_question() {
        gateway.get("/v1/participants/" + ANN + "/balances/lots?asset_id=" + PTS
                + "&status=AVAILABLE&reference_id=r%201&expires_before=2026-01-31T12:00:00Z&limit=7&cursor=c");

        assertThat(gateway.ledger().onlyRequest().operation())
                .isEqualTo(new ListLots(
                        PTS,
                        Optional.of(LotStatus.AVAILABLE),
                        Optional.of("r 1"),
                        Optional.of(NOON),
                        Optional.empty(),
                        Optional.of(7),
                        Optional.of("c")));
    }

    @Test
    void a_null_limit_is_cleared_and_an_absent_one_is_kept() {
        gateway.call("PATCH", "/v1/assets/" + PTS, "{\"max_transaction_amount\":null}");
        gateway.call("PATCH", "/v1/assets/" + PTS, "{\"name\":null}");

        assertThat(gateway.ledger().requests())
                .extracting(request -> ((UpdateAsset) request.operation()).maxTransactionAmount())
                .containsExactly(new Change.Clear<>(), new Change.Keep<>());
    }

    static Stream<Arguments> stored() {
        var program = new Program(SHOP, "Shop", Optional.empty(), ProgramStatus.ACTIVE, NOON, NOON);
        var asset = new Asset(
                PTS,
                "PTS",
                "Points",
                InventoryMode.LOT,
                IssuancePolicy.UNLIMITED,
                2,
                Optional.of(Amount.parse("5.00")),
                List.of(SHOP),
                AssetStatus.ACTIVE,
                NOON,
                NOON);
        return Stream.of(
                Arguments.of(new ProgramStored(true, program), 201),
                Arguments.of(new ProgramStored(false, program), 200),
                Arguments.of(new AssetStored(true, asset), 201),
                Arguments.of(new AssetStored(false, asset), 200),
                Arguments.of(new ParticipantStored(true, ann()), 201),
                Arguments.of(new ParticipantStored(false, ann()), 200),
                Arguments.of(new GroupStored(true, home()), 201),
                Arguments.of(new GroupStored(false, home()), 200),
                Arguments.of(new ProgramFound(program), 200));
    }

    @ParameterizedTest
    @MethodSource("stored")
    void what_is_new_is_answered_with_201_and_what_was_there_with_200(
            dev.sluice.schema.reply.Result result, int status) {
        gateway.ledger().answers(result);

        var answer = gateway.post("/v1/programs", "{\"name\":\"Shop\"}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(gateway.json(answer).has("id")).isTrue();
        assertThat(gateway.json(answer).has("created")).isFalse();
    }

    @Test
    void a_participant_is_answered_with_its_balances_in_one_flat_object() {
        gateway.ledger().answers(new ParticipantFound(ann(), List.of(balance())));

        var answer = gateway.get("/v1/participants/" + ANN);

        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + ANN
                        + "\",\"external_id\":\"ann\",\"status\":\"ACTIVE\",\"attributes\":{\"tier\":\"gold\"},"
                        + "\"created_at\":\"2026-01-31T12:00:00Z\",\"updated_at\":\"2026-01-31T12:00:00Z\","
                        + "\"balances\":[{\"asset_id\":\"" + PTS
                        + "\",\"symbol\":\"PTS\",\"available\":\"1.00\",\"held\":\"2.00\",\"deferred\":\"0.00\"}]}");
    }

    @Test
    void a_group_is_answered_with_its_balances_in_one_flat_object() {
        gateway.ledger().answers(new GroupFound(home(), List.of(balance())));

        var answer = gateway.json(gateway.get("/v1/groups/" + ANN));

        assertThat(answer.path("name").asText()).isEqualTo("Home");
        assertThat(answer.at("/balances/0/held").asText()).isEqualTo("2.00");
    }

    @Test
    void the_names_of_the_caller_go_with_the_request() {
        gateway.get(
                "/v1/programs/" + SHOP,
                "X-Request-Id",
                "call-1",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var caller = gateway.ledger().lastCaller();
        assertThat(caller.requestId()).isEqualTo("call-1");
        assertThat(caller.apiKey()).contains("everything");
        assertThat(caller.traceparent()).contains("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    private static Participant ann() {
        return new Participant(ANN, "ann", AccountStatus.ACTIVE, Optional.empty(), Map.of("tier", "gold"), NOON, NOON);
    }

    private static Group home() {
        return new Group(ANN, "Home", List.of(), AccountStatus.ACTIVE, NOON, NOON);
    }

    private static AssetBalance balance() {
        return new AssetBalance(PTS, "PTS", Amount.parse("1.00"), Amount.parse("2.00"), Amount.parse("0.00"));
    }
}
