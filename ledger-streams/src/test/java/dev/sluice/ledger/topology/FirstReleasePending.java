package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the frozen rows of the first release say of what was on its way, each under the description that it is listed by. */
final class FirstReleasePending {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final Optional<String> FINGERPRINT = Optional.of("77a4dd4458daad5fbf6f42f53ee4d94a");
    private static final RequestOrigin ORIGIN = new RequestOrigin(
            Optional.of(3),
            Optional.of("request-1"),
            Optional.of("shop ä😀"),
            Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    private static final RequestOrigin ANOTHER =
            new RequestOrigin(Optional.of(0), Optional.of("request-2"), Optional.empty(), Optional.empty());

    /** With all that JSON escapes, and some that it needn't. */
    static final String REQUEST =
            """
        {"type":"transfer","version":1,"account_id":"4070b461-19fe-5fe0-a3ce-8a353418b659","idempotency_key":"pay-\\"1\\" ä😀",\
        "program_id":"019ca945-0afa-7e1d-a966-7a4871005409","asset_id":"f4d2a3a5-29a1-5a9f-9c0c-6b7b1f5a3e11",\
        "recipients":[{"amount":"2.50","participant_id":"019ca945-0afa-7e1d-a966-7a4871000b01"}],\
        "description":"Thanks, \\"friends\\" \\\\ / \\n\\u0001","metadata":{"a":"ä😀"}}\
        """;

    static final String REPLY =
            """
        {"type":"completed","version":1,"account_id":"4070b461-19fe-5fe0-a3ce-8a353418b659","idempotency_key":"pay-\\"1\\" ä😀",\
        "result":{"note":"any bytes that were promised are answered"}}\
        """;

    static final Map<String, PendingUndertaking> UNDERTAKINGS = undertakings();
    static final Map<String, PendingBroadcast> BROADCASTS = broadcasts();
    static final Map<String, PostponedRecord> POSTPONED = postponed();

    private FirstReleasePending() {}

    static EntryId entry(int number) {
        return new EntryId(new UUID(0x019ca9450afa7e1dL, 0xa9667a4871000000L + number));
    }

    private static Map<String, PendingUndertaking> undertakings() {
        var all = new LinkedHashMap<String, PendingUndertaking>();
        all.put(
                "a transfer of lots, of which nobody has said a word",
                pending(List.of(ORIGIN), voting(0x901, transferring(), List.of(1, 2, 3), Optional.empty())));
        all.put(
                "a transfer without lots, asked for three times, with an objection",
                pending(
                        List.of(ORIGIN, ANOTHER, RequestOrigin.UNKNOWN),
                        voting(
                                0x902,
                                new Purpose.Transferring(
                                        List.of(new Purpose.SetAside(
                                                Optional.empty(),
                                                Amount.parse("2.50"),
                                                Optional.empty(),
                                                Optional.empty())),
                                        NOW),
                                List.of(2),
                                Optional.of(new Objection(
                                        1,
                                        Rejection.atField(
                                                RejectionCode.ACCOUNT_NOT_FOUND,
                                                "#/recipients/1/participant_id",
                                                "Expected an account, but there is none"))))));
        all.put(
                "a draw on a wallet",
                pending(List.of(ORIGIN), voting(0x903, new Purpose.Drawing(), List.of(1), Optional.empty())));
        all.put(
                "a reversal",
                pending(
                        List.of(ORIGIN),
                        voting(
                                0x904,
                                new Purpose.Reversing(
                                        List.of(
                                                new Fact.ConsumptionReversed.Part(
                                                        Optional.empty(), Amount.parse("0.50")),
                                                new Fact.ConsumptionReversed.Part(lot(0x101), Amount.parse("1.00"))),
                                        NOW),
                                List.of(0),
                                Optional.empty())));
        all.put(
                "a group whose members are asked for",
                pending(
                        List.of(RequestOrigin.UNKNOWN),
                        voting(0x905, new Purpose.Enrolling(), List.of(1, 3), Optional.empty())));
        all.put(
                "a transfer that is being booked, with its reply held back",
                new PendingUndertaking(
                        REQUEST,
                        FINGERPRINT,
                        List.of(ORIGIN, ANOTHER),
                        new Delivering(entry(0x906), List.of(1, 3)),
                        Optional.of(new PendingUndertaking.HeldReply(REPLY, "completed"))));
        return all;
    }

    private static Map<String, PendingBroadcast> broadcasts() {
        var all = new LinkedHashMap<String, PendingBroadcast>();
        all.put(
                "a program, of which one partition knows",
                new PendingBroadcast(
                        account(0x540a),
                        new Fact.ProgramStored(new Program(
                                new ProgramId(account(0x540a).value()),
                                "Shop ä😀",
                                Optional.of("\"friends\""),
                                ProgramStatus.ACTIVE,
                                NOW,
                                NOW)),
                        List.of(1, 2),
                        List.of(promise("program-1", List.of(ORIGIN)))));
        all.put(
                "an asset, with two promises, one of them asked for twice",
                new PendingBroadcast(
                        account(0x540b),
                        new Fact.AssetStored(asset("99999999999999999999.99")),
                        List.of(3),
                        List.of(
                                promise("asset-1", List.of(ORIGIN, ANOTHER)),
                                promise("asset-2", List.of(RequestOrigin.UNKNOWN)))));
        return all;
    }

    private static Map<String, PostponedRecord> postponed() {
        var all = new LinkedHashMap<String, PostponedRecord>();
        all.put(
                "a request",
                new PostponedRecord(
                        PostponedRecord.Kind.REQUEST,
                        account(0x540c),
                        new Arrival.Source("ledger.requests", 3, 4_294_967_296L),
                        ORIGIN,
                        REQUEST));
        all.put(
                "a vote",
                new PostponedRecord(
                        PostponedRecord.Kind.VOTE,
                        account(0x540c),
                        new Arrival.Source("ledger.exchange", 0, 17),
                        RequestOrigin.UNKNOWN,
                        "{\"type\":\"vote_given\",\"version\":1,\"entry_id\":\"%s\",\"from_partition\":2}"
                                .formatted(entry(0x902))));
        return all;
    }

    private static PendingUndertaking pending(List<RequestOrigin> attempts, CoordinatedRequest state) {
        return new PendingUndertaking(REQUEST, FINGERPRINT, attempts, state, Optional.empty());
    }

    private static Voting voting(int number, Purpose purpose, List<Integer> silent, Optional<Objection> objection) {
        return new Voting(entry(number), purpose, silent, objection);
    }

    /** Lots of a source that keeps vintage and expiry, one that has no expiry, and one that keeps neither. */
    private static Purpose transferring() {
        return new Purpose.Transferring(
                List.of(
                        new Purpose.SetAside(
                                lot(0x101), Amount.parse("1.50"), Optional.of(NOW), Optional.of(NOW.plusSeconds(60))),
                        new Purpose.SetAside(lot(0x102), Amount.parse("0.75"), Optional.of(NOW), Optional.empty()),
                        new Purpose.SetAside(lot(0x103), Amount.parse("0.25"), Optional.empty(), Optional.empty())),
                NOW);
    }

    private static Asset asset(String limit) {
        return new Asset(
                new AssetId(account(0x540b).value()),
                "PTS",
                "Points",
                InventoryMode.LOT,
                IssuancePolicy.PREFUNDED,
                2,
                Optional.of(Amount.parseWritten(limit)),
                List.of(new ProgramId(account(0x540a).value())),
                AssetStatus.ACTIVE,
                NOW,
                NOW);
    }

    private static PendingBroadcast.Promise promise(String key, List<RequestOrigin> attempts) {
        return new PendingBroadcast.Promise(
                IdempotencyKey.of(key), FINGERPRINT.orElseThrow(), REPLY, "completed", attempts);
    }

    static AccountId account(int number) {
        return new AccountId(entry(number).value());
    }

    private static Optional<LotId> lot(int number) {
        return Optional.of(new LotId(entry(number).value()));
    }
}
