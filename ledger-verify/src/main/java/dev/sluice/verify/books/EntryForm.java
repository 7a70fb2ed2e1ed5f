package dev.sluice.verify.books;

import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees.UnreadableException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Set;
import java.util.UUID;

/** The rules that an entry keeps by itself, whatever was booked before it. */
final class EntryForm {

    private static final Set<String> FACTS = Set.of(
            "lot_opened",
            "hold_opened",
            "hold_captured",
            "consumption_reversed",
            "transfer_made",
            "transfer_refused",
            "program_stored",
            "asset_stored",
            "participant_stored",
            "group_stored",
            "reserve_hold_stored",
            "reserve_released",
            "reserve_plan_stored");

    private final Findings findings;
    private final Partitioning partitioning;
    private final Catalogue catalogue;

    EntryForm(Findings findings, Partitioning partitioning, Catalogue catalogue) {
        this.findings = findings;
        this.partitioning = partitioning;
        this.catalogue = catalogue;
    }

    void check(Entry entry) throws UnreadableException {
        checkCause(entry);
        findings.unless(
                isAtHome(entry) || entry.type().isOfCatalogue() || entry.touches(Side.SYSTEM_TRANSIT),
                Rule.FORM,
                entry.place(),
                () -> "the partition of the entry's account, " + partitioning.of(entry.account()),
                entry.place().partition());
        for (var fact : entry.tree().path("facts")) {
            var type = fact.path("type").asText();
            findings.unless(FACTS.contains(type), Rule.FORM, entry.place(), "a type of fact", type);
        }
        findings.unless(
                !entry.postings().isEmpty() || !entry.type().movesValue(),
                Rule.SUM,
                entry.place(),
                () -> "postings of a " + entry.type(),
                "none");
        checkSums(entry);
    }

    boolean isAtHome(Entry entry) {
        return partitioning.of(entry.account()) == entry.place().partition();
    }

    /** Time causes an entry, or somebody who asks under a key. */
    private void checkCause(Entry entry) {
        var mayBeOfTime = entry.type().mayBeOfTime() && (!entry.type().isOfCatalogue() || !isAtHome(entry));
        findings.unless(
                entry.key().isPresent() ? !entry.type().isOfTime() : mayBeOfTime,
                Rule.FORM,
                entry.place(),
                entry.key().isPresent() ? "no key of what time causes" : "the key of a request",
                entry.key());
        if (entry.tree().has("actor") && !entry.type().isOfCatalogue()) {
            var actor = entry.tree().path("actor").path("type").asText();
            findings.unless(
                    entry.key().isPresent() != actor.equals("ledger"),
                    Rule.FORM,
                    entry.place(),
                    "the ledger as actor exactly where nobody asked",
                    actor);
        }
    }

    private void checkSums(Entry entry) throws UnreadableException {
        var sums = new HashMap<UUID, BigDecimal>();
        for (var posting : entry.postings()) {
            sums.merge(posting.asset(), posting.amount(), BigDecimal::add);
            findings.unless(
                    entry.type().moves(posting),
                    Rule.SUM,
                    entry.place(),
                    () -> "postings where a %s may have them".formatted(entry.type()),
                    posting);
            findings.unless(
                    entry.asset().isPresent() && entry.asset().get().equals(posting.asset()),
                    Rule.FORM,
                    entry.place(),
                    "postings of the entry's asset only",
                    posting);
            checkAsset(entry, posting);
        }
        sums.forEach((asset, sum) -> findings.unless(
                sum.signum() == 0,
                Rule.SUM,
                entry.place(),
                () -> "postings that sum to zero for asset " + asset,
                sum.toPlainString()));
    }

    private void checkAsset(Entry entry, Posting posting) throws UnreadableException {
        var asset = catalogue
                .asset(entry.place().partition(), posting.asset())
                .orElseThrow(() -> new UnreadableException("an asset that the partition knows", posting.toString()));
        findings.unless(
                posting.amount().scale() == asset.path("scale").asInt(),
                Rule.FORM,
                entry.place(),
                () -> "an amount with the %s decimals of its asset".formatted(asset.path("scale")),
                posting.amount().toPlainString());
        if (posting.account().isPresent()) {
            var home = partitioning.of(posting.account().get());
            findings.unless(
                    home == entry.place().partition(),
                    Rule.FORM,
                    entry.place(),
                    "postings on accounts of this partition only",
                    posting);
        }
    }
}
