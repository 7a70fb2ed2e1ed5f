package dev.sluice.ledger.extremes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schema.entity.CatalogEntity;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.json.Fingerprint;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The round trip of every message of the contract, at the ends of what it allows: what can be written can be read, and written
 * again to the same bytes. {@code -Dsluice.seed=7} gives a run again, {@code -Dsluice.seeds=1000} takes more.
 */
class RoundTripTest {

    private static final int TRIES = Integer.getInteger("sluice.seeds", 10);

    private final RequestJson requests = new RequestJson(LedgerMapper.create());
    private final MessageJson<Reply> replies = MessageJson.ofReplies(LedgerMapper.create());
    private final MessageJson<JournalRecord> journal = MessageJson.ofJournal(LedgerMapper.create());
    private final MessageJson<ExchangeMessage> exchange = MessageJson.ofExchange(LedgerMapper.create());
    private final MessageJson<CatalogEntity> catalog = MessageJson.ofCatalog(LedgerMapper.create());
    private final Fingerprint fingerprints = new Fingerprint();

    private static long seed() {
        var seed = Long.getLong("sluice.seed", new Random().nextLong());
        System.out.println("-Dsluice.seed=" + seed);
        return seed;
    }

    /** The largest in bytes and in characters, and many by chance. */
    private static Stream<Specimens> specimens() {
        var largest = Stream.of(Letters.ESCAPED, Letters.WIDE).map(Specimens::largest);
        var seed = seed();
        return Stream.concat(
                largest, Stream.iterate(0, i -> i < TRIES, i -> i + 1).map(i -> Specimens.byChance(seed + i)));
    }

    private static Stream<Class<? extends Operation>> operations() {
        return OperationTypes.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_request_is_read_as_it_was_written(Class<? extends Operation> type) {
        specimens().forEach(specimens -> {
            var request = specimens.ofCallers().choosing(type).of(Request.class);

            var written = requests.write(request);
            var read = requests.read(written);

            assertThat(read).isEqualTo(request);
            assertThat(Arrays.equals(requests.write(read), written)).isTrue();
            assertThat(fingerprints.of(read.operation())).isEqualTo(fingerprints.of(request.operation()));
        });
    }

    /** No row could keep it, nor could it be hashed. */
    @ParameterizedTest
    @MethodSource("operations")
    void half_a_character_is_refused_wherever_it_stands(Class<? extends Operation> type) {
        var request = Specimens.largest(Letters.ESCAPED)
                .ofCallers()
                .upTo(1_000)
                .choosing(type)
                .of(Request.class);
        var text = new String(requests.write(request), StandardCharsets.UTF_8);
        var escapes = Pattern.compile("\\\\u0001\"").matcher(text).results().map(MatchResult::start);

        escapes.limit(60).forEach(start -> {
            var half = text.substring(0, start) + "\\ud83d" + text.substring(start + 6);
            var refusal = catchThrowableOfType(
                    InvalidMessageException.class, () -> requests.read(half.getBytes(StandardCharsets.UTF_8)));
            assertThat(refusal.toRejection().code()).isEqualTo(RejectionCode.MALFORMED_REQUEST);
        });
    }

    private static Stream<Class<?>> results() {
        return Specimens.recordsOf(Result.class).stream();
    }

    @ParameterizedTest
    @MethodSource("results")
    void a_result_is_read_as_it_was_written(Class<? extends Result> type) {
        specimens()
                .forEach(specimens ->
                        isReadAsWritten(replies, specimens.choosing(type).of(Completed.class)));
    }

    @Test
    void a_refusal_is_read_as_it_was_written() {
        specimens().forEach(specimens -> isReadAsWritten(replies, specimens.of(Refused.class)));
    }

    private static Stream<Class<?>> facts() {
        return Specimens.recordsOf(Fact.class).stream();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void a_link_of_the_journal_is_read_as_it_was_written(Class<? extends Fact> type) {
        specimens()
                .forEach(specimens ->
                        isReadAsWritten(journal, specimens.choosing(type).of(JournalRecord.class)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ESCAPED", "WIDE"})
    void an_entry_of_as_many_lots_as_an_operation_may_touch_is_read_as_it_was_written(Letters letters) {
        var link = Specimens.largest(letters)
                .choosing(Fact.LotOpened.class)
                .upTo(Integer.MAX_VALUE / 2)
                .of(JournalRecord.class);

        assertThat(link.entry().facts()).hasSize(LotFilter.LOT_IDS_MAX);
        assertThat(link.entry().postings()).hasSize(2 * LotFilter.LOT_IDS_MAX);
        isReadAsWritten(journal, link);
    }

    private static Stream<Class<?>> messages() {
        return Specimens.recordsOf(ExchangeMessage.class).stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_between_partitions_is_read_as_it_was_written(Class<? extends ExchangeMessage> type) {
        specimens().forEach(specimens -> isReadAsWritten(exchange, specimens.of(type)));
    }

    private static Stream<Class<?>> entities() {
        return Specimens.recordsOf(CatalogEntity.class).stream();
    }

    @ParameterizedTest
    @MethodSource("entities")
    void a_value_of_the_catalogue_is_read_as_it_was_written(Class<? extends CatalogEntity> type) {
        specimens().forEach(specimens -> isReadAsWritten(catalog, specimens.of(type)));
    }

    private static <T> void isReadAsWritten(MessageJson<T> json, T message) {
        var written = json.write(message);
        var read = json.read(written);

        assertThat(read).isEqualTo(message);
        // Amounts are equal whatever their zeros, so the bytes are looked at too.
        assertThat(Arrays.equals(json.write(read), written)).isTrue();
    }
}
