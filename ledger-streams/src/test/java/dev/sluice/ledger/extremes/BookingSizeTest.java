package dev.sluice.ledger.extremes;

import static dev.sluice.ledger.extremes.LargestWorld.ASSET;
import static dev.sluice.ledger.extremes.LargestWorld.LOTS;
import static dev.sluice.ledger.extremes.LargestWorld.OF_ALL_LOTS;
import static dev.sluice.ledger.extremes.LargestWorld.OF_A_LOT;
import static dev.sluice.ledger.extremes.LargestWorld.PROGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A transfer that keeps the lots is booked elsewhere, with an entry that names each of them, when it can't be refused any
 * more. So one whose booking might not fit a record is refused before anything is set aside.
 */
class BookingSizeTest {

    private static final Pattern WOULD_HAVE = Pattern.compile("would have (\\d+)");

    private final LargestWorld world = new LargestWorld(4);
    private final AccountId ann = world.participant("ann");
    private final AccountId far = world.elsewhere(ann);

    @Test
    void is_told_to_the_byte_before_anything_is_set_aside() {
        world.lots(ann, LOTS);
        // Of each lot that comes, one part goes into a reserve.
        world.plan(far);
        var ofAll = sizeToldOf(transfer(LOTS, 0));
        var ofOneLot = ofAll - sizeToldOf(transfer(LOTS - 1, 0));
        var tooMuch = ofAll - Limits.VALUE_BYTES_MAX;
        var lots = LOTS - Math.ceilDiv(tooMuch, ofOneLot);
        var room = (LOTS - lots) * ofOneLot - tooMuch;

        assertThat(sizeToldOf(transfer(lots, room + 1))).isEqualTo(Limits.VALUE_BYTES_MAX + 1);

        world.cluster.checkEnd();
        assertThat(world.cluster.entryTypes()).doesNotContain(EntryType.TRANSFER_SET_ASIDE);
        assertThat(world.available(ann)).isEqualTo(OF_ALL_LOTS);

        var done = world.cluster.doneWithin(ann, transfer(lots, room), Transferred.class);

        world.cluster.checkEnd();
        assertThat(done.totalAmount()).isEqualTo(amountOf(lots));
    }

    /** What the refusal of a transfer says of the size that its booking might have. */
    private int sizeToldOf(Transfer transfer) {
        var reply = world.cluster.tried(ann, transfer);
        assertThat(reply).isInstanceOf(Refused.class);
        var rejection = ((Refused) reply).rejection();
        assertThat(rejection.code()).isEqualTo(RejectionCode.TOO_MANY_LOTS);
        var told = WOULD_HAVE.matcher(rejection.message());
        assertThat(told.find()).as(rejection.message()).isTrue();
        return Integer.parseInt(told.group(1));
    }

    /**
     * @param characters of metadata, beyond what there is of it anyway
     */
    private Transfer transfer(int lots, int characters) {
        return new Transfer(
                PROGRAM,
                ASSET,
                "To another",
                List.of(new Recipient(amountOf(lots), Optional.empty(), Optional.of(far), Optional.empty())),
                true,
                Optional.of(LargestWorld.REFERENCE),
                metadata(characters));
    }

    private static Map<String, String> metadata(int characters) {
        var metadata = new TreeMap<String, String>();
        var left = characters;
        for (var key = 0; key < FieldChecks.METADATA_KEYS_MAX; key++) {
            var length = Math.min(left, FieldChecks.METADATA_VALUE_LENGTH_MAX);
            metadata.put("key-" + key, "x".repeat(length));
            left -= length;
        }
        return metadata;
    }

    private static Amount amountOf(int lots) {
        return new Amount(OF_A_LOT.value().multiply(BigDecimal.valueOf(lots)));
    }
}
