package dev.sluice.schema.json;

import static dev.sluice.schema.json.FieldName.*;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.LotShare;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The streaming writer of the answers to operations on one balance. */
final class ReplyWriter implements StreamedWriter<Reply> {

    @Override
    public boolean covers(Reply reply) {
        return reply instanceof Completed completed && isOfOneBalance(completed.result());
    }

    private static boolean isOfOneBalance(Result result) {
        return result instanceof Moved || result instanceof Adjusted || result instanceof Captured;
    }

    @Override
    public void write(Reply reply, JsonGenerator json) throws IOException {
        var fields = new FieldWriter(json);
        fields.text(ACCOUNT_ID, reply.accountId());
        fields.text(IDEMPOTENCY_KEY, reply.idempotencyKey());
        fields.begin(RESULT);
        result(fields, ((Completed) reply).result());
        fields.end();
    }

    private static void result(FieldWriter fields, Result result) throws IOException {
        switch (result) {
            case Moved moved -> {
                fields.begin(MOVED);
                moved(fields, moved);
            }
            case Adjusted adjusted -> {
                fields.begin(ADJUSTED);
                adjusted(fields, adjusted);
            }
            case Captured captured -> {
                fields.begin(CAPTURED);
                captured(fields, captured);
            }
            case Result other -> throw new IllegalStateException("Expected a result of one balance, but got " + other);
        }
        fields.end();
    }

    private static void moved(FieldWriter fields, Moved moved) throws IOException {
        fields.text(OPERATION, moved.operation());
        fields.text(AMOUNT_PROCESSED, moved.amountProcessed());
        fields.text(AMOUNT_EXPIRED, moved.amountExpired());
        fields.text(ASSET_ID, moved.assetId());
        fields.text(PROGRAM_ID, moved.programId());
        balance(fields, moved.balance());
        fields.text(JOURNAL_ENTRY_ID, moved.journalEntryId());
        fields.text(MESSAGE, moved.message());
        fields.text(REFERENCE_ID, moved.referenceId());
        lotsProcessed(fields, moved.lotsProcessed());
        fields.text(HOLD_ID, moved.holdId());
    }

    private static void adjusted(FieldWriter fields, Adjusted adjusted) throws IOException {
        fields.text(TYPE, adjusted.type());
        fields.text(AMOUNT, adjusted.amount());
        fields.text(BUCKET, adjusted.bucket());
        fields.text(ASSET_ID, adjusted.assetId());
        fields.text(PROGRAM_ID, adjusted.programId());
        balance(fields, adjusted.balance());
        fields.text(JOURNAL_ENTRY_ID, adjusted.journalEntryId());
        fields.text(MESSAGE, adjusted.message());
        fields.text(REFERENCE_ID, adjusted.referenceId());
        lotsProcessed(fields, adjusted.lotsProcessed());
        fields.text(HOLD_ID, adjusted.holdId());
    }

    private static void captured(FieldWriter fields, Captured captured) throws IOException {
        fields.text(AMOUNT_CAPTURED, captured.amountCaptured());
        fields.text(AMOUNT_RELEASED, captured.amountReleased());
        fields.text(AMOUNT_EXPIRED, captured.amountExpired());
        fields.text(ASSET_ID, captured.assetId());
        fields.text(PROGRAM_ID, captured.programId());
        balance(fields, captured.balance());
        fields.text(JOURNAL_ENTRY_ID, captured.journalEntryId());
        fields.text(MESSAGE, captured.message());
        fields.text(REFERENCE_ID, captured.referenceId());
        lotsProcessed(fields, captured.lotsProcessed());
        fields.text(HOLD_ID, captured.holdId());
    }

    private static void balance(FieldWriter fields, Buckets balance) throws IOException {
        fields.begin(BALANCE);
        fields.text(AVAILABLE, balance.available());
        fields.text(DEFERRED, balance.deferred());
        fields.text(HELD, balance.held());
        fields.end();
    }

    private static void lotsProcessed(FieldWriter fields, Optional<List<LotShare>> lots) throws IOException {
        if (lots.isPresent()) {
            fields.objects(LOTS_PROCESSED, lots.get(), ReplyWriter::lotShare);
        }
    }

    private static void lotShare(FieldWriter fields, LotShare share) throws IOException {
        fields.text(ID, share.id());
        fields.text(AMOUNT, share.amount());
    }
}
