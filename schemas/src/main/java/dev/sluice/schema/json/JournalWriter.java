package dev.sluice.schema.json;

import static dev.sluice.schema.json.FieldName.*;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.journal.Posting;
import java.io.IOException;

/** The streaming writer of the journal, whose bytes are hashed into its chain. Rare facts are the mapper's. */
final class JournalWriter implements StreamedWriter<JournalRecord> {

    private final ObjectWriter rareFacts;

    JournalWriter(JsonMapper mapper) {
        this.rareFacts = mapper.writerFor(Fact.class);
    }

    @Override
    public boolean covers(JournalRecord message) {
        return true;
    }

    @Override
    public void write(JournalRecord link, JsonGenerator json) throws IOException {
        var fields = new FieldWriter(json);
        fields.number(PARTITION, link.partition());
        fields.number(SEQUENCE, link.sequence());
        fields.text(PREVIOUS_HASH, link.previousHash());
        fields.begin(ENTRY);
        entry(fields, link.entry());
        facts(json, fields, link.entry());
        fields.end();
    }

    private static void entry(FieldWriter fields, JournalEntry entry) throws IOException {
        fields.text(ID, entry.id());
        fields.text(TYPE, entry.type());
        fields.text(ACCOUNT_ID, entry.accountId());
        fields.text(RECORDED_AT, entry.recordedAt());
        fields.text(PROGRAM_ID, entry.programId());
        fields.text(ASSET_ID, entry.assetId());
        fields.text(DESCRIPTION, entry.description());
        fields.text(REFERENCE_ID, entry.referenceId());
        fields.texts(METADATA, entry.metadata());
        fields.text(IDEMPOTENCY_KEY, entry.idempotencyKey());
        if (entry.actor().isPresent()) {
            actor(fields, entry.actor().get());
        }
        fields.text(REVERSES, entry.reverses());
        if (!entry.follows().isEmpty()) {
            fields.texts(FOLLOWS, entry.follows());
        }
        fields.objects(POSTINGS, entry.postings(), JournalWriter::posting);
    }

    private static void actor(FieldWriter fields, Actor actor) throws IOException {
        fields.begin(ACTOR);
        switch (actor) {
            case Actor.ApiKey(var name) -> {
                fields.text(TYPE, "api_key");
                fields.text(NAME, name);
            }
            case Actor.Producer(var name) -> {
                fields.text(TYPE, "producer");
                fields.text(NAME, name);
            }
            case Actor.Ledger() -> fields.text(TYPE, "ledger");
            case Actor.Unknown() -> fields.text(TYPE, "unknown");
        }
        fields.end();
    }

    private static void posting(FieldWriter fields, Posting posting) throws IOException {
        fields.text(ACCOUNT_ID, posting.accountId());
        fields.text(SYSTEM_ACCOUNT, posting.systemAccount());
        fields.text(ASSET_ID, posting.assetId());
        fields.text(BUCKET, posting.bucket());
        fields.text(AMOUNT, posting.amount());
        fields.text(LOT_ID, posting.lotId());
        fields.text(HOLD_ID, posting.holdId());
    }

    private void facts(JsonGenerator json, FieldWriter fields, JournalEntry entry) throws IOException {
        fields.beginList(FACTS);
        for (var fact : entry.facts()) {
            switch (fact) {
                case Fact.LotOpened opened -> fields.object(opened, JournalWriter::lotOpened);
                case Fact.HoldOpened opened -> fields.object(opened, JournalWriter::holdOpened);
                case Fact.HoldCaptured captured -> fields.object(captured, JournalWriter::holdCaptured);
                case Fact rare -> rareFacts.writeValue(json, rare);
            }
        }
        fields.endList();
    }

    private static void lotOpened(FieldWriter fields, Fact.LotOpened lot) throws IOException {
        fields.text(TYPE, "lot_opened");
        fields.text(ACCOUNT_ID, lot.accountId());
        fields.text(LOT_ID, lot.lotId());
        fields.text(ASSET_ID, lot.assetId());
        fields.number(SEQUENCE, lot.sequence());
        fields.text(AMOUNT, lot.amount());
        fields.text(CREATED_AT, lot.createdAt());
        fields.text(EXPIRES_AT, lot.expiresAt());
        fields.text(MATURES_AT, lot.maturesAt());
        fields.text(REFERENCE_ID, lot.referenceId());
        fields.text(ORIGIN, lot.origin());
    }

    private static void holdOpened(FieldWriter fields, Fact.HoldOpened hold) throws IOException {
        fields.text(TYPE, "hold_opened");
        fields.text(ACCOUNT_ID, hold.accountId());
        fields.text(HOLD_ID, hold.holdId());
        fields.text(ASSET_ID, hold.assetId());
        fields.text(PROGRAM_ID, hold.programId());
        fields.text(AMOUNT, hold.amount());
        fields.text(ORIGIN, hold.origin());
        fields.text(REFERENCE_ID, hold.referenceId());
        fields.text(EXPIRES_AT, hold.expiresAt());
        fields.texts(METADATA, hold.metadata());
    }

    private static void holdCaptured(FieldWriter fields, Fact.HoldCaptured captured) throws IOException {
        fields.text(TYPE, "hold_captured");
        fields.text(HOLD_ID, captured.holdId());
        fields.text(ASSET_ID, captured.assetId());
        fields.text(AMOUNT, captured.amount());
    }
}
