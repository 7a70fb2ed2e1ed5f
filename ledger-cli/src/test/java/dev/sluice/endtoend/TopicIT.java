package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.endtoend.JournalReader.Place;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The topics, as a team with nothing but a Kafka client uses and misuses them. */
class TopicIT {

    private static final MessageJson<Reply> REPLIES = MessageJson.ofReplies(LedgerMapper.create());

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();

    private LedgerCaller.Value value;
    private AccountId ann;

    @BeforeEach
    void giveAnn100() {
        value = caller.newValue(InventoryMode.LOT);
        ann = caller.newParticipantWith(value, "100.00");
    }

    @Test
    void answers_a_request_of_a_plain_producer_on_the_partition_that_it_names() {
        produce(
                hold("k1", "10.00"),
                new RecordHeader(Headers.REPLY_PARTITION, bytes("3")),
                new RecordHeader(Headers.REQUEST_ID, bytes("attempt-1")));

        var reply = replyTo("k1");

        assertThat(reply.partition()).isEqualTo(3);
        assertThat(reply.key()).isEqualTo(ann.toKey());
        assertThat(header(reply, Headers.STATUS)).isEqualTo(Headers.STATUS_COMPLETED);
        assertThat(header(reply, Headers.REQUEST_ID)).isEqualTo("attempt-1");
        var moved = (Moved) ((Completed) REPLIES.read(reply.value())).result();
        assertThat(moved.amountProcessed()).isEqualTo(Amount.parse("10.00"));
        assertThat(caller.balance(ann, value)).isEqualTo("90.00/10.00");
    }

    @Test
    void tells_in_the_journal_who_asked_by_the_api_key_or_by_what_a_producer_calls_itself() {
        produce(hold("k1", "10.00").put("reference_id", "stay-1"), new RecordHeader(Headers.PRINCIPAL, bytes("desk")));
        replyTo("k1");
        produce(hold("k2", "1.00"));
        replyTo("k2");
        LedgerCaller.ok(caller.operate(ann, "capture", operation(value).put("reference_id", "stay-1")));

        var entries = ledger.journal().entriesOf(ann);

        var hold = entries.stream()
                .filter(entry -> entry.referenceId().equals(Optional.of("stay-1")))
                .findFirst()
                .orElseThrow();
        assertThat(hold.actor()).contains(new Actor.Producer("desk"));
        assertThat(entries)
                .filteredOn(entry -> entry.idempotencyKey().equals(Optional.of(new IdempotencyKey(key("k2")))))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).contains(new Actor.Unknown()));
        assertThat(entries.getLast()).satisfies(capture -> {
            assertThat(capture.type()).isEqualTo(EntryType.CAPTURE);
            assertThat(capture.actor()).contains(new Actor.ApiKey("single-node"));
            assertThat(capture.follows()).containsExactly(hold.id());
        });
    }

    @Test
    void answers_on_the_accounts_own_partition_where_the_headers_are_forged() {
        produce(
                hold("k1", "10.00"),
                new RecordHeader(Headers.REPLY_PARTITION, bytes("-7; drop table")),
                new RecordHeader(Headers.REQUEST_ID, new byte[] {(byte) 0xff, (byte) 0xfe}),
                new RecordHeader(Headers.REPLAYED, bytes("true")),
                new RecordHeader(Headers.STATUS, null),
                new RecordHeader("x".repeat(1_000), new byte[10_000]));

        var reply = replyTo("k1");

        assertThat(reply.partition()).isEqualTo(partitionOf(ann));
        assertThat(header(reply, Headers.STATUS)).isEqualTo(Headers.STATUS_COMPLETED);
        assertGoesOn();
    }

    @Test
    void answers_where_a_reply_partition_is_named_that_does_not_exist() {
        produce(hold("k1", "10.00"), new RecordHeader(Headers.REPLY_PARTITION, bytes("99")));

        assertThat(header(replyTo("k1"), Headers.STATUS)).isEqualTo(Headers.STATUS_COMPLETED);
        assertGoesOn();
    }

    @Test
    void refuses_a_record_whose_key_is_not_its_account_and_keeps_it() {
        var stranger = caller.newParticipant();

        var sent = produce(null, stranger.toKey(), bytes(hold("k1", "10.00").toString()));

        assertThat(reasonOf(sent)).startsWith("wrong_key");
        assertThat(refusalOf("k1")).isEqualTo(RejectionCode.WRONG_KEY);
        assertThat(caller.balance(ann, value)).isEqualTo("100.00/0.00");
        assertGoesOn();
    }

    @Test
    void refuses_a_record_without_a_key_and_keeps_it() {
        var sent = produce(partitionOf(ann), null, bytes(hold("k1", "10.00").toString()));

        assertThat(reasonOf(sent)).startsWith("wrong_key");
        assertThat(refusalOf("k1")).isEqualTo(RejectionCode.WRONG_KEY);
        assertGoesOn();
    }

    @Test
    void keeps_what_is_no_json_and_goes_on() {
        var sent = produce(null, ann.toKey(), bytes("{\"type\":\"hold\",\"version\":1,"));

        assertThat(reasonOf(sent)).startsWith("malformed_request");
        assertGoesOn();
    }

    @Test
    void keeps_a_tombstone_and_goes_on() {
        var sent = produce(null, ann.toKey(), null);

        assertThat(reasonOf(sent)).startsWith("malformed_request");
        assertGoesOn();
    }

    @Test
    void refuses_a_type_and_a_version_that_it_does_not_know_and_keeps_them() {
        var type = produce(
                null,
                ann.toKey(),
                bytes(hold("k1", "1.00").put("type", "teleport").toString()));
        var version = produce(
                null, ann.toKey(), bytes(hold("k2", "1.00").put("version", 2).toString()));

        assertThat(reasonOf(type)).startsWith("invalid_field");
        assertThat(refusalOf("k1")).isEqualTo(RejectionCode.INVALID_FIELD);
        assertThat(reasonOf(version)).startsWith("unsupported_version");
        assertThat(refusalOf("k2")).isEqualTo(RejectionCode.UNSUPPORTED_VERSION);
        assertGoesOn();
    }

    @Test
    void applies_a_record_once_that_another_client_put_on_the_wrong_partition() {
        var elsewhere = accountThatLibrdkafkaPutsElsewhere();
        caller.credit(elsewhere, value, "50.00");
        var request = hold("k1", "10.00").put("account_id", elsewhere.toString());

        produce(crc32PartitionOf(elsewhere), elsewhere.toKey(), bytes(request.toString()));

        var reply = replyTo("k1");
        assertThat(header(reply, Headers.STATUS)).isEqualTo(Headers.STATUS_COMPLETED);
        assertThat(reply.partition()).isEqualTo(partitionOf(elsewhere));
        assertThat(caller.balance(elsewhere, value)).isEqualTo("40.00/10.00");
        assertThat(ledger.journal().entriesByKey(elsewhere)).containsEntry(new IdempotencyKey(key("k1")), 1L);
    }

    @Test
    void shares_one_memory_of_keys_between_the_topic_and_http() {
        produce(hold("k1", "10.00"));
        var first = replyTo("k1");

        var repeat = caller.operate(
                ann, "hold", operation(value).put("amount", "10.00").put("idempotency_key", key("k1")));

        assertThat(repeat.replayed()).isTrue();
        var moved = (Moved) ((Completed) REPLIES.read(first.value())).result();
        assertThat(repeat.json().path("journal_entry_id").asText())
                .isEqualTo(moved.journalEntryId().toString());
        assertThat(caller.balance(ann, value)).isEqualTo("90.00/10.00");
    }

    @Test
    void has_a_journal_that_adds_up_to_what_http_answers() {
        var accounts = new ArrayList<>(List.of(ann));
        for (var number = 0; number < 10; number++) {
            var account = caller.newParticipantWith(value, "30.00", "12.34");
            caller.hold(account, value, "20.00", "order");
            LedgerCaller.ok(caller.operate(
                    account, "release", operation(value).put("amount", "5.00").put("reference_id", "order")));
            LedgerCaller.ok(caller.operate(
                    account, "forfeit", operation(value).put("amount", "3.21").put("bucket", "AVAILABLE")));
            LedgerCaller.ok(caller.operate(
                    account,
                    "adjust",
                    operation(value).put("type", "DEBIT").put("amount", "40.00").put("allow_negative", true)));
            accounts.add(account);
        }

        var balances = JournalReader.balances(ledger.journal().checkedEntries());

        for (var account : accounts) {
            var expected = balances.getOrDefault(new Place(account, value.asset(), Bucket.AVAILABLE), Amount.ZERO) + "/"
                    + balances.getOrDefault(new Place(account, value.asset(), Bucket.HELD), Amount.parse("0.00"));
            assertThat(caller.balance(account, value)).isEqualTo(expected);
        }
    }

    private ObjectNode hold(String key, String amount) {
        return operation(value)
                .put("type", "hold")
                .put("version", 1)
                .put("account_id", ann.toString())
                // The keys of one test are this account's; those of the others must not be found in its stead.
                .put("idempotency_key", key(key))
                .put("amount", amount);
    }

    private String key(String key) {
        return ann + "-" + key;
    }

    private void produce(ObjectNode request, Header... headers) {
        Topics.produce(
                ledger.bootstrapServers(),
                new ProducerRecord<>(
                        ledger.topic(Topic.REQUESTS),
                        null,
                        ann.toKey(),
                        bytes(request.toString()),
                        Arrays.asList(headers)));
    }

    /** Where the record was put: partition and offset, as a dead letter's headers have them. */
    private static String produce(Integer partition, byte[] key, byte[] value) {
        var sent = Topics.produce(
                ledger.bootstrapServers(), new ProducerRecord<>(ledger.topic(Topic.REQUESTS), partition, key, value));
        return sent.partition() + "@" + sent.offset();
    }

    private ConsumerRecord<byte[], byte[]> replyTo(String key) {
        return Topics.await(
                ledger.bootstrapServers(),
                ledger.topic(Topic.REPLIES),
                reply -> key(key).equals(header(reply, Headers.IDEMPOTENCY_KEY)));
    }

    private RejectionCode refusalOf(String key) {
        return ((Refused) REPLIES.read(replyTo(key).value())).rejection().code();
    }

    /** The reason that stands on the dead letter of the record that was put there. */
    private static String reasonOf(String place) {
        var letter = Topics.await(
                ledger.bootstrapServers(),
                ledger.topic(Topic.DEAD_LETTERS),
                found -> place.equals(
                        header(found, Headers.SOURCE_PARTITION) + "@" + header(found, Headers.SOURCE_OFFSET)));
        assertThat(header(letter, Headers.SOURCE_TOPIC)).isEqualTo(ledger.topic(Topic.REQUESTS));
        return header(letter, Headers.REASON);
    }

    /** Ann's partition serves her next request, and the one before has changed nothing but what it should. */
    private void assertGoesOn() {
        produce(hold("next", "1.00"));
        assertThat(header(replyTo("next"), Headers.STATUS)).isEqualTo(Headers.STATUS_COMPLETED);
    }

    private AccountId accountThatLibrdkafkaPutsElsewhere() {
        while (true) {
            var account = caller.newParticipant();
            if (crc32PartitionOf(account) != partitionOf(account)) {
                return account;
            }
        }
    }

    private static int partitionOf(AccountId account) {
        return Utils.toPositive(Utils.murmur2(account.toKey())) % LedgerUnderTest.PARTITIONS;
    }

    /** As librdkafka's default partitioner chooses. */
    private static int crc32PartitionOf(AccountId account) {
        var crc = new CRC32();
        crc.update(account.toKey());
        return (int) (crc.getValue() % LedgerUnderTest.PARTITIONS);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
