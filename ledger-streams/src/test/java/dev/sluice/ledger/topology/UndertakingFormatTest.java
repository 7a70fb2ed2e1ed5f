package dev.sluice.ledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.schema.journal.Fact.ConsumptionReversed;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.LotId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on its way is in a store, and stays readable: so these names change only together with a way to read the old ones. */
class UndertakingFormatTest {

    private static final Instant NOW = Instant.parse("2026-06-09T08:34:00Z");
    private static final EntryId ID = new EntryId(new UUID(0, 1));
    private static final Optional<LotId> LOT = Optional.of(new LotId(new UUID(0, 2)));

    private static final Map<CoordinatedRequest, String> STATES = Map.of(
            new Delivering(ID, List.of(2)),
            "{'state':'delivering','id':'00000000-0000-0000-0000-000000000001','silent':[2]}",
            voting(new Purpose.Drawing()),
            "{'state':'voting','id':'00000000-0000-0000-0000-000000000001','purpose':{'type':'drawing'},'silent':[1]}",
            voting(new Purpose.Enrolling()),
            "{'state':'voting','id':'00000000-0000-0000-0000-000000000001','purpose':{'type':'enrolling'},'silent':[1]}",
            voting(new Purpose.Transferring(
                    List.of(new Purpose.SetAside(LOT, Amount.parse("1.50"), Optional.of(NOW), Optional.empty())), NOW)),
            "{'state':'voting','id':'00000000-0000-0000-0000-000000000001','purpose':{'type':'transferring','set_aside':"
                + "[{'lot_id':'00000000-0000-0000-0000-000000000002','amount':'1.50','created_at':'2026-06-09T08:34:00Z'}],"
                + "'at':'2026-06-09T08:34:00Z'},'silent':[1]}",
            voting(new Purpose.Reversing(
                    List.of(
                            new ConsumptionReversed.Part(Optional.empty(), Amount.parse("0.50")),
                            new ConsumptionReversed.Part(LOT, Amount.parse("1.00"))),
                    NOW)),
            "{'state':'voting','id':'00000000-0000-0000-0000-000000000001','purpose':{'type':'reversing','parts':"
                    + "[{'amount':'0.50'},{'lot_id':'00000000-0000-0000-0000-000000000002','amount':'1.00'}],"
                    + "'taken_at':'2026-06-09T08:34:00Z'},'silent':[1]}");

    private final WireFormats formats = WireFormats.create();

    private static Voting voting(Purpose purpose) {
        return new Voting(ID, purpose, List.of(1), Optional.empty());
    }

    private static List<Map.Entry<CoordinatedRequest, String>> states() {
        return List.copyOf(STATES.entrySet());
    }

    @ParameterizedTest
    @MethodSource("states")
    void a_state_is_written_as_it_always_was_and_read_as_it_was_written(Map.Entry<CoordinatedRequest, String> state)
            throws JsonProcessingException {
        var json = formats.undertakings().writeValueAsString(state.getKey());

        assertThat(json).isEqualTo(state.getValue().replace('\'', '"'));
        assertThat(formats.undertakings().readValue(json, CoordinatedRequest.class))
                .isEqualTo(state.getKey());
    }

    @Test
    void every_purpose_is_among_them() {
        var shown = STATES.keySet().stream()
                .filter(Voting.class::isInstance)
                .<Class<?>>map(state -> ((Voting) state).purpose().getClass())
                .collect(Collectors.toSet());

        assertThat(shown).containsExactlyInAnyOrderElementsOf(Arrays.asList(Purpose.class.getPermittedSubclasses()));
    }
}
