package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.store.FirstReleaseRows;
import dev.sluice.ledger.topology.output.EncodedReply;
import dev.sluice.ledger.topology.output.RecordPlace;
import dev.sluice.ledger.topology.output.WaitingChange.Reason;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The requests and records on their way that the frozen rows of the first release describe, each under the description that it
 * is listed by.
 */
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
    static final String REQUEST = """
        {"type":"transfer","version":1,"account_id":"4070b461-19fe-5fe0-a3ce-8a353418b659","idempotency_key":"pay-\\"1\\" ä😀",\
        "program_id":"019ca945-0afa-7e1d-a966-7a4871005409","asset_id":"f4d2a3a5-29a1-5a9f-9c0c-6b7b1f5a3e11",\
        "recipients":[{"amount":"2.50","participant_id":"019ca945-0afa-7e1d-a966-7a4871000b01"}],\
        "description":"Thanks, \\"friends\\" \\\\ / \\n\\u0001","metadata":{"a":"ä😀"}}\
        """;

    static final String REPLY = """
        {"type":"completed","version":1,"account_id":"4070b461-19fe-5fe0-a3ce-8a353418b659","idempotency_key":"pay-\\"1\\" ä😀",\
        "result":{"note":"any bytes that were promised are answered"}}\
        """;

    static final Map<String, Coordinated> COORDINATED = coordinated();
    static final Map<String, PendingBroadcast> BROADCASTS = broadcasts();
    static final Map<String, KeptRecord> POSTPONED = postponed();

    /** A coordinated request in the two halves in which it is kept today. */
    record Coordinated(PendingRequest pending, PendingParts parts) {}

    private FirstReleasePending() {}

    static EntryId entry(int number) {
        return new EntryId(new UUID(0x019ca9450afa7e1dL, 0xa9667a4871000000L + number));
    }

    private static Map<String, Coordinated> coordinated() {
        var all = new LinkedHashMap<String, Coordinated>();
        all.put(
                "a transfer of lots, of which nobody has said a word",
                votedOn(List.of(ORIGIN), voting(0x901, List.of(1, 2, 3), Optional.empty()), transferring()));
        all.put(
                "a transfer without lots, asked for three times, with an objection",
                votedOn(
                        List.of(ORIGIN, ANOTHER, RequestOrigin.UNKNOWN),
                        voting(
                                0x902,
                                List.of(2),
                                Optional.of(new Objection(
                                        1,
                                        Rejection.atField(
                                                RejectionCode.ACCOUNT_NOT_FOUND,
                                                "#/recipients/1/participant_id",
                                                "Expected an account, but there is none")))),
                        new Purpose.Transferring(
                                List.of(new Purpose.SetAside(
                                        Optional.empty(), Amount.parse("2.50"), Optional.empty(), Optional.empty())),
                                NOW)));
        all.put(
                "a draw on a wallet",
                votedOn(List.of(ORIGIN), voting(0x903, List.of(1), Optional.empty()), new Purpose.Drawing()));
        all.put(
                "a reversal",
                votedOn(
                        List.of(ORIGIN),
                        voting(0x904, List.of(0), Optional.empty()),
                        new Purpose.Reversing(
                                List.of(
                                        new Fact.ConsumptionReversed.Part(Optional.empty(), Amount.parse("0.50")),
                                        new Fact.ConsumptionReversed.Part(lot(0x101), Amount.parse("1.00"))),
                                NOW)));
        all.put(
                "a group whose members are asked for",
                votedOn(
                        List.of(RequestOrigin.UNKNOWN),
                        voting(0x905, List.of(1, 3), Optional.empty()),
                        new Purpose.Enrolling()));
        all.put(
                "a transfer that is being booked, with its reply held back",
                new Coordinated(
                        pending(List.of(ORIGIN, ANOTHER), new Delivering(entry(0x906), List.of(1, 3))),
                        PendingParts.decided(utf8(REQUEST), new EncodedReply(utf8(REPLY), "completed"))));
        return all;
    }

    /** It was not written, and is told by the id under which the change is kept. */
    private static Instant since(String says) {
        return FirstReleaseRows.of("pending broadcasts").stream()
                .filter(row -> row.says().equals(says))
                .map(FirstReleasePending::id)
                .findFirst()
                .orElseThrow()
                .madeAt();
    }

    /** The id that a row's key ends with. */
    static EntryId id(FirstReleaseRows.Row row) {
        var buffer = ByteBuffer.wrap(row.key(), row.key().length - 16, 16);
        return new EntryId(new UUID(buffer.getLong(), buffer.getLong()));
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
                        since("a program, of which one partition knows"),
                        List.of(1, 2),
                        List.of(promise("program-1", List.of(ORIGIN)))));
        all.put(
                "an asset, with two promises, one of them asked for twice",
                new PendingBroadcast(
                        account(0x540b),
                        new Fact.AssetStored(asset("99999999999999999999.99")),
                        since("an asset, with two promises, one of them asked for twice"),
                        List.of(3),
                        List.of(
                                promise("asset-1", List.of(ORIGIN, ANOTHER)),
                                promise("asset-2", List.of(RequestOrigin.UNKNOWN)))));
        return all;
    }

    private static Map<String, KeptRecord> postponed() {
        var all = new LinkedHashMap<String, KeptRecord>();
        all.put(
                "a request",
                new KeptRecord(
                        KeptRecord.Kind.REQUEST,
                        account(0x540c).value(),
                        new RecordPlace("ledger.requests", 3, 4_294_967_296L),
                        ORIGIN,
                        Reason.DUE,
                        Instant.EPOCH,
                        utf8(REQUEST)));
        all.put(
                "a vote",
                new KeptRecord(
                        KeptRecord.Kind.VOTE,
                        account(0x540c).value(),
                        new RecordPlace("ledger.exchange", 0, 17),
                        RequestOrigin.UNKNOWN,
                        Reason.DUE,
                        Instant.EPOCH,
                        utf8("{\"type\":\"vote_given\",\"version\":1,\"entry_id\":\"%s\",\"from_partition\":2}"
                                .formatted(entry(0x902)))));
        return all;
    }

    private static Coordinated votedOn(List<RequestOrigin> attempts, Voting voting, Purpose purpose) {
        return new Coordinated(pending(attempts, voting), PendingParts.votedOn(utf8(REQUEST), purpose));
    }

    private static PendingRequest pending(List<RequestOrigin> attempts, CoordinatedRequest state) {
        return new PendingRequest(
                AccountId.parse("4070b461-19fe-5fe0-a3ce-8a353418b659"),
                IdempotencyKey.of("pay-\"1\" ä😀"),
                FINGERPRINT.map(HexFormat.of()::parseHex),
                state.id().madeAt(),
                attempts,
                state);
    }

    private static Voting voting(int number, List<Integer> silent, Optional<Objection> objection) {
        return new Voting(entry(number), silent, objection);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
                IdempotencyKey.of(key),
                FINGERPRINT.map(HexFormat.of()::parseHex),
                new EncodedReply(utf8(REPLY), "completed"),
                attempts);
    }

    static AccountId account(int number) {
        return new AccountId(entry(number).value());
    }

    private static Optional<LotId> lot(int number) {
        return Optional.of(new LotId(entry(number).value()));
    }
}
