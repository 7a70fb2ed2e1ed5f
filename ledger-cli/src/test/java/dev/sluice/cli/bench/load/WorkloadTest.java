package dev.sluice.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.bench.load.Work.Crowd;
import dev.sluice.cli.bench.load.Work.Kind;
import dev.sluice.cli.bench.load.Work.Value;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {

    private static final Crowd CROWD = new Crowd("crowd-", 200, 4);
    private static final Value VALUE =
            new Value(ProgramId.madeWith(IdempotencyKey.of("program")), AssetId.ofSymbol("PTS"));

    @ParameterizedTest
    @EnumSource(Kind.class)
    void writes_requests_as_the_contract_has_them(Kind kind) {
        var call = workload(kind).call(7);

        var request = read(call, "key-7");

        assertThat(request.idempotencyKey().value()).isEqualTo("key-7");
        assertThat(request.accountId()).hasToString(call.account());
        assertThat(request.operation())
                .isInstanceOf(
                        switch (kind) {
                            case PARTICIPANTS -> PutParticipant.class;
                            case CREDITS -> Credit.class;
                            case HOLDS_AND_RELEASES -> Hold.class;
                            case PAIRS, PAIRS_ACROSS, HUNDREDS -> Transfer.class;
                        });
    }

    @Test
    void releases_in_the_second_pass_what_was_held_in_the_first() {
        var workload = workload(Kind.HOLDS_AND_RELEASES);

        var hold = read(workload.call(11), "a");
        var release = read(workload.call(CROWD.size() + 11), "b");

        assertThat(release.accountId()).isEqualTo(hold.accountId());
        assertThat(((Release) release.operation()).referenceId()).isEqualTo(((Hold) hold.operation()).referenceId());
    }

    @Test
    void makes_the_same_request_of_the_same_number() {
        assertThat(workload(Kind.PAIRS).call(5)).isEqualTo(workload(Kind.PAIRS).call(5));
    }

    @Test
    void sends_a_transfer_to_a_hundred_different_accounts() {
        var transfer = (Transfer) read(workload(Kind.HUNDREDS).call(3), "a").operation();

        assertThat(List.copyOf(transfer.recipients())).hasSize(100).doesNotHaveDuplicates();
    }

    private static Workload workload(Kind kind) {
        return Workload.of(new Work(kind, VALUE, CROWD, "1.00"));
    }

    private static Request read(Call call, String key) {
        return new RequestJson(LedgerMapper.create()).read(call.record(key).getBytes(StandardCharsets.UTF_8));
    }
}
