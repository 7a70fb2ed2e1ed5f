package dev.sluice.ledger.topology;

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
record WireFormats(
        RequestJson requests,
        MessageJson<Reply> replies,
        MessageJson<JournalRecord> journal,
        MessageJson<ExchangeMessage> exchange,
        MessageJson<CatalogEntity> entities,
        JsonMapper mapper,
        JsonMapper undertakings,
        Fingerprint fingerprints) {

    static WireFormats create() {
        var mapper = LedgerMapper.create();
        return new WireFormats(
                new RequestJson(mapper),
                MessageJson.ofReplies(mapper),
                MessageJson.ofJournal(mapper),
                MessageJson.ofExchange(mapper),
                MessageJson.ofCatalog(mapper),
                mapper,
                UndertakingFormat.added(mapper),
                new Fingerprint());
    }

    /** A record of the catalogue's topic: the program or asset as it is now. */
    byte[] catalog(Fact fact) {
        return switch (fact) {
            case Fact.ProgramStored stored -> entities.write(stored.program());
            case Fact.AssetStored stored -> entities.write(stored.asset());
            case Fact.LotOpened opened -> throw notOfTheCatalogue(opened);
            case Fact.HoldOpened opened -> throw notOfTheCatalogue(opened);
            case Fact.HoldCaptured captured -> throw notOfTheCatalogue(captured);
            case Fact.TransferMade made -> throw notOfTheCatalogue(made);
            case Fact.TransferRefused refused -> throw notOfTheCatalogue(refused);
            case Fact.ParticipantStored stored -> throw notOfTheCatalogue(stored);
            case Fact.GroupStored stored -> throw notOfTheCatalogue(stored);
        };
    }

    private static IllegalArgumentException notOfTheCatalogue(Fact fact) {
        return new IllegalArgumentException("Expected a program or an asset, but got " + fact.getClass());
    }
}
