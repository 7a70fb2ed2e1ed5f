package dev.sluice.ledger.topology.exchange;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.ledger.topology.output.TooLargeException;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/**
 * The size of the largest entry by which a transfer can be booked, whatever the recipients are like: told before anything is
 * set aside, since a booking can't be refused any more.
 */
public final class BookingSize {

    /** Of one lot that arrives: its own posting, and two more where it repays a debt or goes into a reserve. */
    private static final int POSTINGS_OF_A_LOT = 3;

    /** What a hold says that a reserve plan makes of what one recipient is paid. */
    private static final int RESERVE_BYTES = 2_048;

    private static final Amount LARGEST = new Amount(new BigDecimal(BigInteger.TEN.pow(39), 18).negate());

    private BookingSize() {}

    /**
     * Refuses a transfer whose booking might not fit into a record.
     *
     * @throws TooLargeException where it might not
     */
    public static void check(WireFormats formats, Request request, Decision.PutToVote decision) {
        if (decision.purpose() instanceof Purpose.Transferring transferring
                && request.operation() instanceof Transfer transfer
                && transfer.preserveLots()) {
            // Each recipient's share may begin and end within a lot.
            var lots = (long) transferring.setAside().size()
                    + transfer.recipients().size();
            long without = size(formats, request, transfer, 0);
            long ofOneLot = size(formats, request, transfer, 1) - without;
            var largest =
                    without + lots * ofOneLot + (long) transfer.recipients().size() * RESERVE_BYTES;
            if (largest > Limits.VALUE_BYTES_MAX) {
                throw new TooLargeException("booking", largest, Limits.VALUE_BYTES_MAX);
            }
        }
    }

    /** How long the journal record is that says that so many lots arrive. */
    private static int size(WireFormats formats, Request request, Transfer transfer, int lots) {
        var cause = OperationScope.causeOf(request, transfer);
        var account = transfer.recipients().getFirst().accountId();
        var postings = new ArrayList<Posting>();
        var facts = new ArrayList<Fact>();
        var id = new UUID(-1, -1);
        var latest = Instant.parse("9999-12-31T23:59:59.999Z");
        for (var lot = 0; lot < lots; lot++) {
            for (var posting = 0; posting < POSTINGS_OF_A_LOT; posting++) {
                postings.add(Posting.on(
                        account,
                        transfer.assetId(),
                        Bucket.AVAILABLE,
                        LARGEST,
                        Optional.of(new LotId(id)),
                        Optional.of(new HoldId(id))));
            }
            facts.add(new Fact.LotOpened(
                    Optional.of(account),
                    new LotId(id),
                    transfer.assetId(),
                    Long.MAX_VALUE,
                    LARGEST,
                    latest,
                    Optional.of(latest),
                    Optional.of(latest),
                    cause.referenceId(),
                    LotOrigin.TRANSFER));
        }
        var entry = new JournalEntry(
                new EntryId(id),
                EntryType.TRANSFER,
                request.accountId(),
                latest,
                cause.programId(),
                Optional.of(transfer.assetId()),
                Optional.of(cause.description()),
                cause.referenceId(),
                cause.metadata(),
                cause.idempotencyKey(),
                postings,
                facts);
        return formats.journal()
                .write(new JournalRecord(0, Long.MAX_VALUE, JournalRecord.FIRST_PREVIOUS_HASH, entry))
                .length;
    }
}
