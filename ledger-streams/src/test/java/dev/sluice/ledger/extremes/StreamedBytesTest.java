package dev.sluice.ledger.extremes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of the messages that are written field by field, against those that the mapper makes of their records: the journal
 * is hashed, and an answer is repeated to the byte. {@code -Dsluice.seed=7} gives a run again, {@code -Dsluice.seeds=1000} takes
 * more.
 */
class StreamedBytesTest {

    private static final int TRIES = Integer.getInteger("sluice.seeds", 50);

    private final JsonMapper mapper = LedgerMapper.forWritten(LedgerMapper.create());
    private final MessageJson<JournalRecord> journal = MessageJson.ofJournal(LedgerMapper.create());
    private final MessageJson<Reply> replies = MessageJson.ofReplies(LedgerMapper.create());

    @JsonPropertyOrder({"type", "version"})
    private record Wire(
            String type, int version, @JsonUnwrapped Object message) {}

    private static Stream<Specimens> specimens() {
        var seed = Long.getLong("sluice.seed", new Random().nextLong());
        System.out.println("-Dsluice.seed=" + seed);
        return Stream.concat(
                Stream.of(Letters.ESCAPED, Letters.WIDE).map(Specimens::largest),
                LongStream.range(seed, seed + TRIES).mapToObj(Specimens::byChance));
    }

    private static Stream<Class<?>> partsOfTheJournal() {
        return Stream.of(Fact.class, Actor.class).flatMap(type -> Specimens.recordsOf(type).stream());
    }

    @ParameterizedTest
    @MethodSource("partsOfTheJournal")
    void a_link_of_the_journal_has_the_bytes_that_the_mapper_makes_of_it(Class<?> part) {
        specimens().forEach(specimens -> {
            var link = specimens.choosing(part).upTo(100_000).of(JournalRecord.class);

            assertThat(text(journal.write(link))).isEqualTo(mapped("journal_record", link));
        });
    }

    private static Stream<Class<?>> results() {
        return Specimens.recordsOf(Result.class).stream();
    }

    @ParameterizedTest
    @MethodSource("results")
    void an_answer_has_the_bytes_that_the_mapper_makes_of_it(Class<? extends Result> type) {
        specimens().forEach(specimens -> {
            var answer = specimens.choosing(type).upTo(100_000).of(Completed.class);

            assertThat(text(replies.write(answer))).isEqualTo(mapped("completed", answer));
        });
    }

    private String mapped(String type, Object message) {
        try {
            return text(mapper.writeValueAsBytes(new Wire(type, MessageJson.VERSION, message)));
        } catch (JsonProcessingException e) {
            throw new AssertionError("A message that was made can be written", e);
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
