package dev.sluice.verify.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.log.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A journal entry: what every rule needs of it, and its tree.
 *
 * @param at when it was booked, by the ledger's time
 */
public record Entry(
        Place place,
        UUID id,
        EntryType type,
        UUID account,
        long at,
        Optional<UUID> program,
        Optional<UUID> asset,
        Optional<String> key,
        List<Posting> postings,
        JsonNode tree) {

    static Entry of(Place place, JsonNode tree) throws UnreadableException {
        var postings = new ArrayList<Posting>();
        for (var posting : list(tree, "postings")) {
            postings.add(Posting.of(posting));
        }
        list(tree, "facts");
        return new Entry(
                place,
                Trees.id(tree, "id"),
                EntryType.of(Trees.text(tree, "type")),
                Trees.id(tree, "account_id"),
                Trees.time(tree, "recorded_at"),
                Trees.optionalId(tree, "program_id"),
                Trees.optionalId(tree, "asset_id"),
                Trees.optionalText(tree, "idempotency_key"),
                postings,
                tree);
    }

    private static JsonNode list(JsonNode tree, String field) throws UnreadableException {
        var list = tree.path(field);
        if (!list.isArray()) {
            throw new UnreadableException("a list in " + field, list.toString());
        }
        return list;
    }

    /** The facts of one type. */
    public List<JsonNode> facts(String type) {
        var found = new ArrayList<JsonNode>(1);
        for (var fact : tree.path("facts")) {
            if (fact.path("type").asText().equals(type)) {
                found.add(fact);
            }
        }
        return found;
    }

    public Optional<JsonNode> fact(String type) {
        return facts(type).stream().findFirst();
    }

    /** The account that a fact is of: the entry's, where it names none. */
    UUID accountOf(JsonNode fact) throws UnreadableException {
        return Trees.optionalId(fact, "account_id").orElse(account);
    }

    /** What these postings add up to. */
    BigDecimal sum(Predicate<Posting> which) {
        var sum = BigDecimal.ZERO;
        for (var posting : postings) {
            if (which.test(posting)) {
                sum = sum.add(posting.amount());
            }
        }
        return sum;
    }

    /** The accounts whose balances it changed. */
    public Stream<UUID> touched() {
        return postings.stream().flatMap(posting -> posting.account().stream());
    }

    boolean touches(Side side) {
        return postings.stream().anyMatch(posting -> posting.side() == side);
    }
}
