package dev.sluice.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reading of what the ledger wrote itself, as a whole: a link in which something is missing is a fault, and never half a
 * link.
 */
class MessageJsonTest {

    private static final String LINK = """
        {"type":"journal_record","version":1,"partition":0,"sequence":3,"previous_hash":"00","entry":\
        {"id":"019ca945-0afa-7e1d-a966-7a487100ce01","type":"OWNER_STORED","account_id":"4070b461-19fe-5fe0-a3ce-8a353418b659",\
        "recorded_at":"2026-03-01T12:00:00.250Z","metadata":{},"postings":[],"facts":[]}}\
        """;

    private static final String POSTING = """
        "postings":[{"system_account":"SYSTEM_TRANSIT","asset_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c9","amount":"%s"}]\
        """;

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    /** As deep as a request could be before there was a limit, which stands deeper in an entry and a reply. */
    private static final String NESTED = "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]";

    private static final String NINETY_EIGHT_DIGITS =
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678";

    private final MessageJson<JournalRecord> journal = MessageJson.ofJournal(LedgerMapper.create());

    @Test
    void reads_and_writes_a_link_the_same() {
        assertThat(new String(journal.write(read(LINK)), StandardCharsets.UTF_8))
                .isEqualTo(LINK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"partition\":0,",
                "\"sequence\":3,",
                "\"previous_hash\":\"00\",",
                "\"type\":\"OWNER_STORED\",",
                "\"recorded_at\":\"2026-03-01T12:00:00.250Z\",",
                "\"metadata\":{},",
                "\"postings\":[],"
            })
    void refuses_a_link_without_a_field_that_is_always_written(String field) {
        assertThat(LINK).contains(field);
        assertThat(refusal(LINK.replace(field, ""))).isEqualTo(RejectionCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "\"1\"", "1.0", "null", "true"})
    void refuses_another_version(String version) {
        assertThat(refusal(LINK.replace("\"version\":1", "\"version\":" + version)))
                .isEqualTo(RejectionCode.UNSUPPORTED_VERSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "1", "{}", "{\"type\":\"hold\",\"version\":1}", "{\"type\":5,\"version\":1}", "{"})
    void refuses_what_is_no_link(String text) {
        assertThat(refusal(text)).isEqualTo(RejectionCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"38, 0", "40, 0", "22, 18", "41, 0", "60, 18", "500, 18"})
    void carries_an_amount_of_more_digits_than_a_request_may_name(int whole, int decimals) {
        var amount = "9".repeat(whole) + (decimals == 0 ? "" : "." + "9".repeat(decimals));
        var link = LINK.replace("\"postings\":[]", POSTING.formatted(amount));

        assertThat(new String(journal.write(read(link)), StandardCharsets.UTF_8))
                .isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1e3", "+1", ".5", "1.", "1,000.00", "NaN", "١"})
    void refuses_an_amount_that_the_ledger_never_writes(String amount) {
        assertThat(refusal(LINK.replace("\"postings\":[]", POSTING.formatted(amount))))
                .isEqualTo(RejectionCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {NESTED, "[1e99]", "[" + NINETY_EIGHT_DIGITS + "e9]", "[-" + NINETY_EIGHT_DIGITS + "e-9]"})
    void reads_again_whatever_was_ever_kept_of_a_participant(String attribute) throws JsonProcessingException {
        var mapper = LedgerMapper.create();
        var attributes = mapper.readValue("{\"a\":" + attribute + "}", new TypeReference<Map<String, Object>>() {});
        var ann = new Participant(
                ANN, "ann", AccountStatus.ACTIVE, Optional.empty(), attributes, Instant.EPOCH, Instant.EPOCH);
        var empty = read(LINK);
        var link = new JournalRecord(
                0, 0, JournalRecord.FIRST_PREVIOUS_HASH, withFact(empty.entry(), new Fact.ParticipantStored(ann)));
        var reply = new Completed(ANN, IdempotencyKey.of("k"), new ParticipantStored(true, ann));
        var replies = MessageJson.ofReplies(mapper);

        assertThat(journal.read(journal.write(link))).isEqualTo(link);
        assertThat(replies.read(replies.write(reply))).isEqualTo(reply);
    }

    private static JournalEntry withFact(JournalEntry entry, Fact fact) {
        return new JournalEntry(
                entry.id(),
                entry.type(),
                entry.accountId(),
                entry.recordedAt(),
                entry.programId(),
                entry.assetId(),
                entry.description(),
                entry.referenceId(),
                entry.metadata(),
                entry.idempotencyKey(),
                entry.postings(),
                List.of(fact));
    }

    @Test
    void refuses_an_amount_that_is_no_text() {
        assertThat(refusal(
                        LINK.replace("\"postings\":[]", POSTING.formatted("1").replace("\"1\"", "1"))))
                .isEqualTo(RejectionCode.MALFORMED_REQUEST);
    }

    private JournalRecord read(String text) {
        return journal.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private RejectionCode refusal(String text) {
        return catchThrowableOfType(InvalidMessageException.class, () -> read(text))
                .toRejection()
                .code();
    }
}
