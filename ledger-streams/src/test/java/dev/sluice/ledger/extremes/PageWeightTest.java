package dev.sluice.ledger.extremes;

import static dev.sluice.ledger.core.list.PageRoom.bytesOf;
import static dev.sluice.ledger.core.list.PageRoom.bytesOfIds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.reply.HoldRow;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.reply.ReservePlanRow;
import dev.sluice.schema.reply.ReserveReleaseRow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The core estimates how many bytes a row of a page has; no row has more. */
class PageWeightTest {

    private final JsonMapper mapper = LedgerMapper.create();

    @ParameterizedTest
    @EnumSource(Letters.class)
    void no_row_of_a_list_has_more_bytes_than_the_core_thinks(Letters letters) throws JsonProcessingException {
        var specimens = Specimens.largest(letters);

        var program = specimens.of(Program.class);
        assertFits(program, bytesOf(program.name(), program.description().orElseThrow()));
        var asset = specimens.of(Asset.class);
        assertFits(asset, bytesOf(asset.name()) + bytesOfIds(asset.programIds().size()));
        var lot = specimens.of(LotRow.class);
        assertFits(lot, bytesOf(lot.referenceId().orElseThrow()));
        var hold = specimens.of(HoldRow.class);
        assertFits(hold, bytesOf(hold.metadata(), hold.referenceId().orElseThrow()));
        var reserve = specimens.of(ReserveHoldRow.class);
        assertFits(
                reserve,
                bytesOf(reserve.hold().metadata(), reserve.hold().sourceCharge().orElseThrow()));
        var plan = specimens.of(ReservePlanRow.class);
        assertFits(plan, bytesOf(plan.plan().metadata()));
        var release = specimens.of(ReserveReleaseRow.class).release();
        var source = release.sourceTransaction().orElseThrow();
        assertFits(release, bytesOf(release.metadata(), source.id(), source.charge()));
    }

    private void assertFits(Object row, long bytes) throws JsonProcessingException {
        assertThat((long) mapper.writeValueAsBytes(row).length)
                .as("the bytes of a %s", row.getClass().getSimpleName())
                .isLessThanOrEqualTo(bytes);
    }
}
