package dev.sluice.verify.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Amounts;
import dev.sluice.verify.books.Booked;
import dev.sluice.verify.books.Entry;
import dev.sluice.verify.books.EntryType;
import dev.sluice.verify.books.ParticipantIds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The rule that an entry books what was asked for. */
final class RequestRule {

    private static final Set<EntryType> OF_TRANSFER =
            Set.of(EntryType.TRANSFER, EntryType.TRANSFER_SET_ASIDE, EntryType.TRANSFER_RESTORED);
    private static final Set<EntryType> OF_REVERSAL =
            Set.of(EntryType.REVERSAL, EntryType.REVERSAL_SET_ASIDE, EntryType.REVERSAL_RESTORED);

    private static final Map<String, Set<EntryType>> TYPES = Map.ofEntries(
            Map.entry("credit", Set.of(EntryType.CREDIT)),
            Map.entry("debit", Set.of(EntryType.DEBIT)),
            Map.entry("hold", Set.of(EntryType.HOLD)),
            Map.entry("release", Set.of(EntryType.RELEASE)),
            Map.entry("forfeit", Set.of(EntryType.FORFEIT)),
            Map.entry("capture", Set.of(EntryType.CAPTURE)),
            Map.entry("void_hold", Set.of(EntryType.VOID_HOLD)),
            Map.entry("reverse", OF_REVERSAL),
            Map.entry("transfer", OF_TRANSFER),
            Map.entry("fund_wallet", Set.of(EntryType.FUND)),
            Map.entry("burn_wallet", Set.of(EntryType.BURN)),
            Map.entry("create_program", Set.of(EntryType.PROGRAM_STORED)),
            Map.entry("update_program", Set.of(EntryType.PROGRAM_STORED)),
            Map.entry("create_asset", Set.of(EntryType.ASSET_STORED)),
            Map.entry("update_asset", Set.of(EntryType.ASSET_STORED)),
            Map.entry("link_asset", Set.of(EntryType.ASSET_STORED)),
            Map.entry("put_participant", Set.of(EntryType.OWNER_STORED)),
            Map.entry("update_participant", Set.of(EntryType.OWNER_STORED)),
            Map.entry("change_participant_status", Set.of(EntryType.OWNER_STORED)),
            Map.entry("create_group", Set.of(EntryType.OWNER_STORED)),
            Map.entry("update_group", Set.of(EntryType.OWNER_STORED)),
            Map.entry("archive_group", Set.of(EntryType.OWNER_STORED)),
            Map.entry("add_group_members", Set.of(EntryType.OWNER_STORED)),
            Map.entry("remove_group_member", Set.of(EntryType.OWNER_STORED)),
            Map.entry("create_reserve_hold", Set.of(EntryType.HOLD)),
            Map.entry("create_reserve_release", Set.of(EntryType.RESERVE_RELEASE)),
            Map.entry("update_reserve_hold", Set.of(EntryType.RESERVE_STORED)),
            Map.entry("update_reserve_release", Set.of(EntryType.RESERVE_STORED)),
            Map.entry("create_reserve_plan", Set.of(EntryType.RESERVE_STORED)),
            Map.entry("update_reserve_plan", Set.of(EntryType.RESERVE_STORED)),
            Map.entry("disable_reserve_plan", Set.of(EntryType.RESERVE_STORED)));

    private static final String API_KEY = "api-key:";
    private static final int NAME_LENGTH_MAX = 255;

    /** Whose fields the entry repeats. */
    private static final Set<String> OPERATIONS = Set.of(
            "credit",
            "debit",
            "hold",
            "release",
            "forfeit",
            "capture",
            "void_hold",
            "reverse",
            "transfer",
            "fund_wallet",
            "burn_wallet");

    private final Asked asked;
    private final JsonNode request;
    private final Booked booked;
    private final Entry entry;
    private final List<Difference> differences = new ArrayList<>(0);

    /** Something that was asked for otherwise. */
    record Difference(String expected, String found) {}

    private RequestRule(Asked asked, Booked booked) {
        this.asked = asked;
        this.request = asked.tree();
        this.booked = booked;
        this.entry = booked.entry();
    }

    /** In what an entry differs from a request. */
    static List<Difference> differences(Asked asked, Booked booked) throws UnreadableException {
        var rule = new RequestRule(asked, booked);
        rule.compare();
        return rule.differences;
    }

    private void compare() throws UnreadableException {
        var type = request.path("type").asText();
        unless(TYPES.getOrDefault(type, Set.of()).contains(entry.type()), () -> "an entry of a " + type, entry.type());
        compareActor();
        if (request.hasNonNull("smallest_units") && entry.type() != EntryType.RESERVE_STORED) {
            // Amounts in the journal have all the decimals of their asset.
            var is = Amounts.processed(entry).unscaledValue();
            var units = request.path("smallest_units").bigIntegerValue();
            unless(is.equals(units), () -> "smallest units as asked for, " + units, is);
        }
        if (!OPERATIONS.contains(type) || !differences.isEmpty()) {
            return;
        }
        for (var field : List.of("program_id", "asset_id", "description", "reference_id")) {
            sameText(field);
        }
        var metadata = entry.tree().path("metadata");
        unless(
                metadata.equals(request.path("metadata"))
                        || (metadata.isEmpty() && request.path("metadata").isEmpty()),
                () -> "the request's metadata " + request.path("metadata"),
                metadata);
        compareAmount(type);
        compareOpened(type);
        unless(
                !booked.overdraws() || request.path("allow_negative").asBoolean(),
                "a debit below zero only with allow_negative",
                entry.type());
        unless(
                !type.equals("reverse")
                        || entry.tree().path("reverses").isMissingNode()
                        || entry.tree().path("reverses").equals(request.path("journal_entry_id")),
                () -> "to reverse " + request.path("journal_entry_id"),
                entry.tree().path("reverses"));
    }

    /** The actor is who the request says, docs/topics.md; entries of the first release name none. */
    private void compareActor() {
        if (!entry.tree().has("actor")) {
            return;
        }
        var actor = entry.tree().path("actor");
        var is = actor.path("type").asText()
                + Trees.optionalText(actor, "name").map(":"::concat).orElse("");
        var expected = asked.principal()
                .map(principal -> principal.startsWith(API_KEY)
                        ? "api_key:" + principal.substring(API_KEY.length())
                        : "producer:" + principal)
                .orElse("unknown");
        // Of a long name only the beginning is kept, and of one that is longer yet, none.
        var isLong = expected.length() > NAME_LENGTH_MAX;
        unless(isLong || is.equals(expected), () -> "the actor " + expected, is);
    }

    private void sameText(String field) {
        // A wallet's request names no program, being one's own; the holds that a capture names are told by its
        // postings.
        var isTold =
                !(field.equals("program_id") && request.path("type").asText().endsWith("_wallet"))
                        && !(field.equals("reference_id") && entry.type() == EntryType.CAPTURE);
        var asked = Trees.optionalText(request, field);
        var is = Trees.optionalText(entry.tree(), field);
        unless(!isTold || asked.equals(is), () -> "the request's %s, %s".formatted(field, asked.orElse("none")), is);
    }

    private void compareAmount(String type) throws UnreadableException {
        if (type.equals("transfer")) {
            compareLegs();
            return;
        }
        if (!request.hasNonNull("amount")
                || entry.type().isSettingAside()
                || entry.type().isRestoring()) {
            return;
        }
        var asked = Trees.amount(request, "amount");
        var is = Amounts.processed(entry);
        var isRight = entry.type() == EntryType.RELEASE ? is.compareTo(asked) <= 0 : is.compareTo(asked) == 0;
        unless(isRight, () -> "the amount that was asked for, " + asked.toPlainString(), is.toPlainString());
    }

    private void compareLegs() throws UnreadableException {
        var made = entry.fact("transfer_made");
        if (made.isEmpty()) {
            return;
        }
        var legs = made.get().path("legs");
        var recipients = request.path("recipients");
        var sum = BigDecimal.ZERO;
        var isSame = legs.size() == recipients.size();
        for (var at = 0; isSame && at < legs.size(); at++) {
            var recipient = recipients.path(at);
            var leg = legs.path(at);
            isSame = Trees.amount(leg, "amount").compareTo(Trees.amount(recipient, "amount")) == 0
                    && leg.path("account_id").asText().equals(accountOf(recipient))
                    && leg.path("account_kind")
                            .asText()
                            .equals(recipient.hasNonNull("group_id") ? "GROUP" : "PARTICIPANT");
            sum = sum.add(Trees.amount(leg, "amount"));
        }
        var total = Trees.amount(made.get(), "total_amount");
        unless(
                isSame && sum.compareTo(total) == 0,
                () -> "the recipients that were asked for, " + recipients,
                "%s with a total of %s".formatted(legs, total.toPlainString()));
    }

    private static String accountOf(JsonNode recipient) throws UnreadableException {
        return recipient.hasNonNull("external_id")
                ? ParticipantIds.of(Trees.text(recipient, "external_id")).toString()
                : Trees.text(recipient, recipient.hasNonNull("group_id") ? "group_id" : "participant_id");
    }

    /** The dates and names of what the entry opened. */
    private void compareOpened(String type) throws UnreadableException {
        if (type.equals("credit")) {
            for (var lot : entry.facts("lot_opened")) {
                sameTime(
                        lot,
                        "created_at",
                        Trees.optionalTime(request, "earned_at").or(() -> Optional.of(entry.at())));
                sameTime(lot, "expires_at", Trees.optionalTime(request, "expires_at"));
                sameTime(lot, "matures_at", Trees.optionalTime(request, "matures_at"));
                sameReference(lot);
            }
        }
        if (type.equals("hold")) {
            for (var hold : entry.facts("hold_opened")) {
                sameTime(hold, "expires_at", Trees.optionalTime(request, "expires_at"));
                sameReference(hold);
            }
        }
    }

    private void sameTime(JsonNode fact, String field, Optional<Long> asked) throws UnreadableException {
        var is = Trees.optionalTime(fact, field);
        unless(is.equals(asked), () -> "%s as it was asked for, %s".formatted(field, asked), is);
    }

    private void sameReference(JsonNode fact) {
        var asked = Trees.optionalText(request, "reference_id");
        var is = Trees.optionalText(fact, "reference_id");
        unless(is.equals(asked), () -> "the request's reference_id, " + asked, is);
    }

    private void unless(boolean holds, Supplier<String> expected, Object found) {
        if (!holds) {
            unless(false, expected.get(), found);
        }
    }

    private void unless(boolean holds, String expected, Object found) {
        if (!holds) {
            differences.add(new Difference(expected, found.toString()));
        }
    }
}
