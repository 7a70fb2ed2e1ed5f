package dev.sluice.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.gateway.hostile.HostileValues;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Replies that the ledger would never write, by chance, to requests that wait. Whatever comes, who waits for it learns of it, and the
 * next in the same batch gets its own. A seed of one's own: {@code -Dsluice.seed=7}; more of them: {@code
 * -Dsluice.hostile.records=100000}.
 */
class HostileRepliesTest {

    private static final int REPLIES = Integer.getInteger("sluice.hostile.records", 3_000);
    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final IdempotencyKey KEY = new IdempotencyKey("k1");
    private static final String TOPIC = "ledger.replies";

    private final PendingReplies pending = new PendingReplies(
            new ClientSettings("ledger.", Duration.ofSeconds(60), 10, Duration.ofSeconds(60)),
            new RequestPartitions(),
            new SimpleMeterRegistry());
    private final ReplyListener listener = new ReplyListener(pending, new ReplyPartitions());
    private final MessageJson<Reply> json = MessageJson.ofReplies(LedgerMapper.create());
    private final byte[] completed = json.write(new Completed(ANN, KEY, new BalanceList(List.of())));
    private final byte[] refused = json.write(
            new Refused(ANN, KEY, Rejection.because(RejectionCode.ACCOUNT_NOT_FOUND, "Expected an account")));

    @AfterEach
    void close() {
        pending.close();
    }

    @Test
    void a_forged_reply_is_a_fault_of_its_own_request_and_of_no_other() {
        var seed = Long.getLong("sluice.seed", 20_261_122L);
        System.out.println("-Dsluice.seed=" + seed);
        var chance = new SplittableRandom(seed);
        var unreadable = 0;

        for (var number = 0; number < REPLIES; number++) {
            var one = chance.split();
            var forgedFor = pending.begin(attempt("forged"));
            var soundFor = pending.begin(attempt("sound"));
            var value = forged(one);

            assertThatCode(() -> listener.receive(List.of(reply("forged", value), reply("sound", completed))))
                    .as("reply %d of seed %d: %s", number, seed, text(value))
                    .doesNotThrowAnyException();

            assertThat(soundFor).isCompleted().isNotCompletedExceptionally();
            assertThat(forgedFor).isDone();
            if (forgedFor.isCompletedExceptionally()) {
                assertThat(forgedFor.exceptionNow()).isInstanceOf(LedgerFailure.Unreadable.class);
                unreadable++;
            }
        }

        assertThat(pending.size()).isZero();
        assertThat(unreadable).as("replies that can't be read").isBetween(REPLIES / 4, REPLIES - REPLIES / 20);
    }

    /** A value that is another, a field too many, an end that is missing, a byte that is another, or nothing at all. */
    private byte[] forged(RandomGenerator chance) {
        var text = new String(chance.nextBoolean() ? completed : refused, StandardCharsets.UTF_8);
        var colon = text.indexOf(':', chance.nextInt(text.length() - 20));
        var end = text.indexOf(',', colon);
        var value = HostileValues.json(chance);
        var changed = switch (chance.nextInt(4)) {
            case 0 -> text.substring(0, chance.nextInt(text.length()));
            case 1 -> "{\"added\":" + value + "," + text.substring(1);
            default -> end < 0 ? text : text.substring(0, colon + 1) + value + text.substring(end);
        };
        var bytes = changed.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && chance.nextInt(8) == 0) {
            bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt();
        }
        return chance.nextInt(20) == 0 ? null : bytes;
    }

    private static Correlation attempt(String name) {
        return new Correlation(ANN.toString(), KEY.value(), name);
    }

    private static ConsumerRecord<byte[], byte[]> reply(String attempt, byte[] value) {
        var reply = new ConsumerRecord<>(TOPIC, 3, 0, ANN.toKey(), value);
        reply.headers().add(Headers.REQUEST_ID, attempt.getBytes(StandardCharsets.UTF_8));
        reply.headers().add(Headers.IDEMPOTENCY_KEY, KEY.value().getBytes(StandardCharsets.UTF_8));
        return reply;
    }

    private static String text(byte[] value) {
        return value == null ? "nothing" : new String(value, StandardCharsets.UTF_8);
    }
}
