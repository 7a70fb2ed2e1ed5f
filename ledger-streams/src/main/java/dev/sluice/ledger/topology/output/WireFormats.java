package dev.sluice.ledger.topology.output;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.entity.CatalogEntity;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.json.Fingerprint;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.reply.Reply;

/** The contract's readers and writers. One set serves all tasks of an instance: they keep nothing of what they read. */
public record WireFormats(
        RequestJson requests,
        MessageJson<Reply> replies,
        MessageJson<JournalRecord> journal,
        MessageJson<ExchangeMessage> exchange,
        MessageJson<CatalogEntity> entities,
        JsonMapper mapper,
        Fingerprint fingerprints) {

    public static WireFormats create() {
        var mapper = LedgerMapper.create();
        return new WireFormats(
                new RequestJson(mapper),
                MessageJson.ofReplies(mapper),
                MessageJson.ofJournal(mapper),
                MessageJson.ofExchange(mapper),
                MessageJson.ofCatalog(mapper),
                mapper,
                new Fingerprint());
    }

    /** A record of the catalogue's topic: the program or asset as it is now. */
    public byte[] catalog(Fact.OfTheCatalogue fact) {
        return switch (fact) {
            case Fact.ProgramStored stored -> entities.write(stored.program());
            case Fact.AssetStored stored -> entities.write(stored.asset());
        };
    }
}
