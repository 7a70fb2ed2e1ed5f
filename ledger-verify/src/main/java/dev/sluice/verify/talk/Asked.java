package dev.sluice.verify.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.log.LogRecord;
import dev.sluice.verify.log.Place;
import java.util.Optional;

/** A request that was made, until it is answered. */
record Asked(
        Place place,
        long at,
        JsonNode tree,
        Optional<String> requestId,
        Optional<String> replyPartition,
        Optional<String> principal) {

    static Asked of(LogRecord record, JsonNode tree) {
        return new Asked(
                record.place(),
                record.timestamp(),
                tree,
                Optional.ofNullable(record.headers().get("request-id")),
                Optional.ofNullable(record.headers().get("reply-partition")),
                Optional.ofNullable(record.headers().get("principal")));
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
