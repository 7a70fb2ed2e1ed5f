package dev.sluice.verify.talk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Amounts;
import dev.sluice.verify.books.Booked;
import dev.sluice.verify.books.Buckets;
import dev.sluice.verify.books.Entry;
import dev.sluice.verify.books.EntryType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The rule that a reply says what was booked. */
final class ReplyRule {

    /** Of an answer that tells a thing, the field with it, and the fact that stored it. */
    private record Thing(String field, String fact, String fieldOfFact) {}

    private static final Map<String, Thing> THINGS = Map.of(
            "program_stored", new Thing("/program", "program_stored", "program"),
            "asset_stored", new Thing("/asset", "asset_stored", "asset"),
            "participant_stored", new Thing("/participant", "participant_stored", "participant"),
            "group_stored", new Thing("/group", "group_stored", "group"),
            "reserve_hold_found", new Thing("/hold/hold", "reserve_hold_stored", "hold"),
            "reserve_release_found", new Thing("/release/release", "reserve_released", "release"),
            "reserve_plan_found", new Thing("/plan/plan", "reserve_plan_stored", "plan"));

    private final Findings findings;
    private final Told told;
    private final JsonNode content;
    private final Booked booked;
    private final Entry entry;

    private ReplyRule(Findings findings, Told told, Booked booked) {
        this.findings = findings;
        this.told = told;
        this.content = told.content();
        this.booked = booked;
        this.entry = booked.entry();
    }

    static void check(Findings findings, Told told, Booked booked) throws UnreadableException {
        var rule = new ReplyRule(findings, told, booked);
        switch (told.kind()) {
            case "moved" -> rule.checkMoved();
            case "adjusted" -> rule.checkAdjusted();
            case "captured" -> rule.checkCaptured();
            case "reversed" -> rule.checkReversed();
            case "transferred" -> rule.checkTransferred();
            default -> rule.checkThing();
        }
    }

    /** Whether it is the answer to who asked for this to be stored. */
    static boolean tells(Told told, Entry entry) {
        var thing = THINGS.get(told.kind());
        return thing != null && entry.fact(thing.fact()).isPresent();
    }

    private void checkMoved() throws UnreadableException {
        same("operation", entry.type().name());
        sameAmount("amount_processed", Amounts.processed(entry));
        checkOfOneBalance();
        checkExpired(entry.type() == EntryType.RELEASE);
    }

    private void checkAdjusted() throws UnreadableException {
        same("type", entry.type().name());
        sameAmount("amount", Amounts.processed(entry));
        checkOfOneBalance();
    }

    private void checkCaptured() throws UnreadableException {
        unless(entry.type() == EntryType.CAPTURE, () -> "the answer to a " + entry.type(), told.kind());
        sameAmount("amount_captured", Amounts.processed(entry));
        sameAmount("amount_released", Amounts.released(entry));
        checkOfOneBalance();
        checkExpired(true);
    }

    private void checkReversed() throws UnreadableException {
        unless(entry.type() == EntryType.REVERSAL, () -> "the answer to a " + entry.type(), told.kind());
        sameAmount("amount_reversed", Amounts.processed(entry));
        if (booked.leftToReverse().isPresent()) {
            sameAmount("amount_reversible", booked.leftToReverse().get());
        }
        if (entry.tree().has("reverses")) {
            same("reversed_entry_id", entry.tree().path("reverses").asText());
        }
        checkOfOneBalance();
        checkExpired(true);
    }

    private void checkTransferred() throws UnreadableException {
        same("source_id", entry.account().toString());
        same("asset_id", entry.asset().map(UUID::toString).orElse(""));
    }

    /** What the fact of a transfer says; it may be in an earlier entry than the last. */
    static void checkTransfer(Findings findings, Told told, Entry entry) throws UnreadableException {
        var made = entry.fact("transfer_made");
        if (made.isPresent()) {
            var total = Trees.amount(made.get(), "total_amount");
            var is = Trees.amount(told.content(), "total_amount");
            findings.unless(
                    total.compareTo(is) == 0,
                    Rule.REPLY,
                    told.place(),
                    () -> "the total of " + entry.place() + ", " + total,
                    is);
            // The same recipient may be named twice.
            var recipients = new HashSet<String>();
            made.get()
                    .path("legs")
                    .forEach(leg -> recipients.add(leg.path("account_id").asText()));
            var count = told.content().path("recipient_count").asInt();
            findings.unless(
                    List.of(made.get().path("legs").size(), recipients.size()).contains(count),
                    Rule.REPLY,
                    told.place(),
                    () -> "the recipients of %s, %d"
                            .formatted(entry.place(), made.get().path("legs").size()),
                    count);
        }
    }

    /** A refused transfer has its refusal in the journal. */
    static void checkRefusal(Findings findings, Told told, Entry entry) {
        var refused = entry.fact("transfer_refused").map(fact -> fact.path("rejection"));
        findings.unless(
                refused.isEmpty() || refused.get().equals(told.content()),
                Rule.REPLY,
                told.place(),
                () -> "the refusal of %s, %s".formatted(entry.place(), refused.orElse(told.content())),
                told.content());
    }

    private void checkOfOneBalance() throws UnreadableException {
        same("asset_id", entry.asset().map(UUID::toString).orElse(""));
        same("program_id", entry.program().map(UUID::toString).orElse(""));
        var balance = content.path("balance");
        var is = new Buckets(
                Trees.amount(balance, "available"), Trees.amount(balance, "held"), Trees.amount(balance, "deferred"));
        var left = booked.left().orElse(Buckets.EMPTY);
        unless(left.isSame(is), () -> "the balance after it, " + left, is);
        if (content.has("lots_processed")) {
            checkLots();
        }
        var opened = entry.fact("hold_opened")
                .filter(hold -> !hold.path("origin").asText().equals("RESERVE"))
                .flatMap(hold -> Trees.optionalText(hold, "hold_id"));
        if (opened.isPresent()) {
            same("hold_id", opened.get());
        }
        var reference = Trees.optionalText(entry.tree(), "reference_id");
        unless(
                reference.equals(Trees.optionalText(content, "reference_id")),
                () -> "the entry's reference_id, " + reference,
                content.path("reference_id"));
    }

    private void checkLots() throws UnreadableException {
        var told = new HashMap<UUID, BigDecimal>();
        for (var lot : content.path("lots_processed")) {
            told.merge(Trees.id(lot, "id"), Trees.amount(lot, "amount"), BigDecimal::add);
        }
        var is = Amounts.lots(entry);
        var isSame = told.keySet().equals(is.keySet())
                && told.entrySet().stream()
                        .allMatch(lot -> lot.getValue().compareTo(is.getOrDefault(lot.getKey(), BigDecimal.ZERO)) == 0);
        unless(isSame, () -> "the lots of the entry, " + is, told);
    }

    private void checkExpired(boolean isTold) throws UnreadableException {
        if (isTold) {
            var is = content.has("amount_expired") ? Trees.amount(content, "amount_expired") : BigDecimal.ZERO;
            var expired = Amounts.expired(entry);
            unless(
                    expired.compareTo(is) == 0,
                    () -> "amount_expired to be " + expired.toPlainString(),
                    is.toPlainString());
        }
    }

    private void checkThing() {
        var thing = Optional.ofNullable(THINGS.get(told.kind()));
        if (thing.isEmpty()) {
            unless(false, () -> "the answer to a " + entry.type(), told.kind());
            return;
        }
        var is = content.at(thing.get().field());
        // An entry may change other things too, and a plan is told to have expired before that is booked.
        var ids = new HashSet<String>();
        for (var fact : entry.facts(thing.get().fact())) {
            var stored = fact.path(thing.get().fieldOfFact());
            ids.add(stored.path("id").asText());
            unless(
                    !stored.path("id").equals(is.path("id"))
                            || withoutPlanStatus(stored).equals(withoutPlanStatus(is)),
                    () -> "what was stored, " + stored,
                    is);
        }
        unless(ids.contains(is.path("id").asText()), () -> "one of what was stored, " + ids, is.path("id"));
    }

    private static JsonNode withoutPlanStatus(JsonNode thing) {
        return thing.has("percent") ? ((ObjectNode) thing.deepCopy()).without("status") : thing;
    }

    private void same(String field, String expected) {
        var is = content.path(field).asText();
        unless(is.equals(expected), () -> "%s to be %s".formatted(field, expected), is);
    }

    private void sameAmount(String field, BigDecimal expected) throws UnreadableException {
        var is = Trees.amount(content, field);
        unless(
                is.compareTo(expected) == 0,
                () -> "%s to be %s".formatted(field, expected.toPlainString()),
                is.toPlainString());
    }

    private void unless(boolean holds, Supplier<String> expected, Object found) {
        if (!holds) {
            findings.add(Rule.REPLY, told.place(), "%s, as %s says".formatted(expected.get(), entry.place()), found);
        }
    }
}
