package dev.sluice.verify.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.log.LedgerTopic;
import dev.sluice.verify.log.LogRecord;
import dev.sluice.verify.log.Place;
import java.util.Optional;
import java.util.Set;

/** A request that was made, until it is answered. */
record Asked(
        Place place,
        long at,
        JsonNode tree,
        Optional<String> requestId,
        Optional<String> replyPartition,
        Optional<String> principal) {

    /** What makes money or ends it, and the catalogue: docs/operations.md. */
    private static final Set<String> OF_SCOPE_ADMIN = Set.of(
            "create_program",
            "update_program",
            "create_asset",
            "update_asset",
            "link_asset",
            "fund_wallet",
            "burn_wallet");

    static Asked of(LogRecord record, JsonNode tree) {
        return new Asked(
                record.place(),
                record.timestamp(),
                tree,
                Optional.ofNullable(record.headers().get("request-id")),
                Optional.ofNullable(record.headers().get("reply-partition")),
                Optional.ofNullable(record.headers().get("principal")).filter(said -> isBelieved(record, said)));
    }

    /** No gateway writes to the topic of scope write, so no API key asks there. */
    private static boolean isBelieved(LogRecord record, String principal) {
        return record.topic() != LedgerTopic.REQUESTS_WRITE || !principal.startsWith("api-key:");
    }

    /** Whether the topic on which it came is one that such requests are taken from. */
    boolean isTakenThere() {
        return place.topic() != LedgerTopic.REQUESTS_WRITE || !(isQuestion() || OF_SCOPE_ADMIN.contains(type()));
    }

    String type() {
        return tree.path("type").asText();
    }

    /** Questions change nothing and are not remembered. */
    boolean isQuestion() {
        return type().startsWith("get_") || type().startsWith("list_");
    }

    /** The partition that the reply must be on. */
    int replyPartition(int partitions, int home) {
        var named = replyPartition.filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf);
        return named.filter(partition -> partition < partitions).orElse(home);
    }
}
