package dev.sluice.ledger.topology.output;

import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.topic.Headers;

/**
 * A reply's bytes, which are repeated as they are to whoever asks again, and what its header says of them.
 *
 * @param status {@code completed}, or the code of the refusal
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these, and copies would cost one for each reply.
public record EncodedReply(byte[] value, String status) {

    public static EncodedReply of(Reply reply, MessageJson<Reply> format) {
        return new EncodedReply(format.write(reply), statusOf(reply));
    }

    /** The reply that was remembered as these bytes. */
    public static EncodedReply remembered(byte[] value, MessageJson<Reply> format) {
        return new EncodedReply(value, statusOf(format.read(value)));
    }

    /** Whether what was asked for was done, or the question answered. */
    boolean isCompleted() {
        return status.equals(Headers.STATUS_COMPLETED);
    }

    private static String statusOf(Reply reply) {
        return switch (reply) {
            case Completed completed -> Headers.STATUS_COMPLETED;
            case Refused refused -> refused.rejection().code().wireName();
        };
    }
}
