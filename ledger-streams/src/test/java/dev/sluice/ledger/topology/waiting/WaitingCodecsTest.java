package dev.sluice.ledger.topology.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.topology.output.EncodedReply;
import dev.sluice.ledger.topology.output.RecordPlace;
import dev.sluice.ledger.topology.output.WaitingChange.Reason;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.Fact.ConsumptionReversed;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The round trip of all that waits, at the ends of what the contract allows. */
class WaitingCodecsTest {

    private static final WireFormats FORMATS = WireFormats.create();
    private static final EntryId ID = new EntryId(new UUID(0x018f_d118_9400_7000L, -1));
    private static final Instant NOW = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Amount LARGEST = new Amount(
            new BigDecimal(BigInteger.TEN.pow(40).subtract(BigInteger.ONE).negate(), 18));
    private static final String ESCAPED = "\u0001".repeat(255);
    private static final RequestOrigin FULL = new RequestOrigin(
            Optional.of(Integer.MAX_VALUE),
            Optional.of("\u20ac".repeat(170)),
            Optional.of(ESCAPED),
            Optional.of(ESCAPED));
    private static final EncodedReply REPLY = new EncodedReply(new byte[900_000], "insufficient_balance");

    static Stream<CoordinatedRequest> states() {
        var silent = IntStream.range(0, 1_000).boxed().toList();
        var objection = new Objection(
                99,
                new Rejection(
                        RejectionCode.ACCOUNT_NOT_ACTIVE, ESCAPED, List.of(new Rejection.FieldError("#/a", ESCAPED))));
        return Stream.of(
                new Voting(ID, silent, Optional.of(objection)),
                new Voting(ID, List.of(), Optional.empty()),
                new Delivering(ID, silent));
    }

    @ParameterizedTest
    @MethodSource("states")
    void the_changing_half_of_a_coordinated_request(CoordinatedRequest state) {
        var pending = new PendingRequest(
                new AccountId(new UUID(-1, -1)),
                IdempotencyKey.of(ESCAPED),
                Optional.of(new byte[32]),
                NOW,
                Collections.nCopies(100, FULL),
                state);

        var bytes = PendingRequestCodec.encode(pending);
        var read = PendingRequestCodec.decode(ID, bytes);

        assertThat(read).usingRecursiveComparison().isEqualTo(pending);
        assertThat(bytes.length)
                .as("bytes of a hundred attempts with all their headers")
                .isLessThan(300_000);
    }

    static Stream<Optional<Purpose>> purposes() {
        var lot = Optional.of(new LotId(new UUID(-1, -1)));
        return Stream.of(
                Optional.empty(),
                Optional.of(new Purpose.Drawing()),
                Optional.of(new Purpose.Enrolling()),
                Optional.of(new Purpose.Transferring(
                        Collections.nCopies(
                                5_000, new Purpose.SetAside(lot, LARGEST, Optional.of(NOW), Optional.of(NOW))),
                        NOW)),
                Optional.of(new Purpose.Transferring(
                        List.of(new Purpose.SetAside(Optional.empty(), LARGEST, Optional.empty(), Optional.empty())),
                        Instant.EPOCH)),
                Optional.of(new Purpose.Reversing(
                        Collections.nCopies(5_000, new ConsumptionReversed.Part(lot, LARGEST)), NOW)));
    }

    @ParameterizedTest
    @MethodSource("purposes")
    void the_lasting_half_of_a_coordinated_request(Optional<Purpose> purpose) {
        var parts = new PendingParts(ESCAPED.getBytes(StandardCharsets.UTF_8), purpose, Optional.of(REPLY));

        var read = PendingRequestCodec.decodeParts(PendingRequestCodec.encode(parts));

        assertThat(read).usingRecursiveComparison().isEqualTo(parts);
    }

    @Test
    void every_purpose_is_among_them() {
        assertThat(purposes().flatMap(Optional::stream).map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Purpose.class.getPermittedSubclasses()));
    }

    @Test
    void a_change_of_the_catalogue() {
        var program = new Program(
                new ProgramId(new UUID(-1, -1)), ESCAPED, Optional.of(ESCAPED), ProgramStatus.SUSPENDED, NOW, NOW);
        var pending = new PendingBroadcast(
                program.id().account(),
                new Fact.ProgramStored(program),
                NOW,
                List.of(0, 999),
                List.of(
                        new PendingBroadcast.Promise(
                                IdempotencyKey.of(ESCAPED), Optional.of(new byte[32]), REPLY, List.of(FULL, FULL)),
                        new PendingBroadcast.Promise(
                                IdempotencyKey.of("k"), Optional.empty(), REPLY, List.of(RequestOrigin.UNKNOWN))));

        var read = PendingBroadcastCodec.decode(PendingBroadcastCodec.encode(pending, FORMATS), FORMATS);

        assertThat(read).usingRecursiveComparison().isEqualTo(pending);
    }

    @ParameterizedTest
    @EnumSource
    void a_kept_record(KeptRecord.Kind kind) {
        for (var reason : Reason.values()) {
            var record = new KeptRecord(
                    kind,
                    new UUID(-1, -1),
                    new RecordPlace("a.topic", 999, Long.MAX_VALUE),
                    FULL,
                    reason,
                    NOW,
                    new byte[1]);

            assertThat(KeptRecord.decode(record.encode()))
                    .usingRecursiveComparison()
                    .isEqualTo(record);
        }
    }
}
