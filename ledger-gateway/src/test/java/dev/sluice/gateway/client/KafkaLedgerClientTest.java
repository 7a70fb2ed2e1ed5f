package dev.sluice.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing and correlating, on Kafka's own producer and consumer in memory. */
class KafkaLedgerClientTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final Request REQUEST = new Request(ANN, new IdempotencyKey("k1"), new GetProgram());
    private static final Caller CALLER = new Caller("call-1", Optional.of("shop"), Optional.empty());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ClientSettings settings =
            new ClientSettings("ledger.", Duration.ofSeconds(60), 10, Duration.ofSeconds(60));
    private final PendingReplies pending = new PendingReplies(settings, new RequestPartitions(), meters);
    private final ReplyPartitions partitions = new ReplyPartitions();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicBoolean canPublish = new AtomicBoolean(true);
    private final KafkaLedgerClient client =
            new KafkaLedgerClient(producer, canPublish::get, settings, pending, partitions, meters);
    private final ReplyListener listener = new ReplyListener(pending, partitions);

    @BeforeEach
    void assign() {
        partitions.add(Set.of(3));
    }

    @AfterEach
    void close() {
        pending.close();
    }

    @Test
    void a_request_is_published_under_its_account_with_where_to_answer_and_who_asks() {
        var unused = client.ask(REQUEST, CALLER);

        var published = producer.history().getFirst();
        assertThat(published.topic()).isEqualTo("ledger.requests");
        assertThat(new String(published.key(), StandardCharsets.UTF_8)).isEqualTo(ANN.toString());
        assertThat(published.partition()).isNull();
        assertThat(new RequestJson(LedgerMapper.create()).read(published.value()))
                .isEqualTo(REQUEST);
        assertThat(header(published, Headers.REPLY_PARTITION)).isEqualTo("3");
        assertThat(header(published, Headers.PRINCIPAL)).isEqualTo("api-key:shop");
        assertThat(header(published, Headers.REQUEST_ID)).startsWith("call-1/");
        assertThat(published.headers().lastHeader(Headers.TRACEPARENT)).isNull();
    }

    @Test
    void the_ledger_takes_who_asks_for_the_name_of_an_api_key_and_for_nobody_where_the_gateway_asks_for_itself() {
        var unused = client.ask(REQUEST, CALLER);
        var unusedToo = client.ask(REQUEST, new Caller("health", Optional.empty(), Optional.empty()));

        assertThat(producer.history())
                .extracting(published -> Optional.ofNullable(published.headers().lastHeader(Headers.PRINCIPAL))
                        .map(header -> new String(header.value(), StandardCharsets.UTF_8)))
                .extracting(Actor::of)
                .containsExactly(new Actor.ApiKey("shop"), new Actor.Unknown());
    }

    @Test
    void the_same_call_repeated_is_another_attempt() {
        var first = client.ask(REQUEST, CALLER);
        var second = client.ask(REQUEST, CALLER);

        listener.receive(List.of(replyTo(producer.history().get(1), "true")));

        assertThat(first).isNotDone();
        assertThat(second.join().replayed()).isTrue();
    }

    @Test
    void the_reply_reaches_its_caller() {
        var answer = client.ask(REQUEST, CALLER);

        listener.receive(List.of(replyTo(producer.history().getFirst(), null)));

        assertThat(answer.join().reply().idempotencyKey()).isEqualTo(REQUEST.idempotencyKey());
        assertThat(answer.join().replayed()).isFalse();
        assertThat(pending.size()).isZero();
    }

    @Test
    void what_others_wait_for_is_passed_over_unread() {
        var answer = client.ask(REQUEST, CALLER);
        var others =
                new ConsumerRecord<>("ledger.replies", 3, 0, ANN.toKey(), "not json".getBytes(StandardCharsets.UTF_8));
        others.headers().add(Headers.REQUEST_ID, "call-1/other".getBytes(StandardCharsets.UTF_8));
        others.headers().add(Headers.IDEMPOTENCY_KEY, "k1".getBytes(StandardCharsets.UTF_8));

        listener.receive(List.of(others, new ConsumerRecord<>("ledger.replies", 3, 1, null, null)));

        assertThat(answer).isNotDone();
    }

    @Test
    void a_reply_that_can_not_be_read_is_a_fault_and_does_not_stop_the_next() {
        var first = client.ask(REQUEST, CALLER);
        var second = client.ask(REQUEST, CALLER);
        var broken = new ConsumerRecord<>("ledger.replies", 3, 0, ANN.toKey(), new byte[] {1});
        producer.history().getFirst().headers().forEach(broken.headers()::add);
        broken.headers().add(Headers.IDEMPOTENCY_KEY, "k1".getBytes(StandardCharsets.UTF_8));

        listener.receive(List.of(broken, replyTo(producer.history().get(1), null)));

        assertThat(first.exceptionNow()).isInstanceOf(LedgerFailure.Unreadable.class);
        assertThat(second).isCompleted();
    }

    @Test
    void without_a_partition_to_answer_on_nothing_is_sent() {
        partitions.remove(Set.of(3));

        var answer = client.ask(REQUEST, CALLER);

        assertThat(answer.exceptionNow()).isInstanceOf(LedgerFailure.Unavailable.class);
        assertThat(producer.history()).isEmpty();
        assertThat(pending.size()).isZero();
    }

    @Test
    void before_the_partitions_are_known_nothing_is_sent_and_nothing_is_counted_as_a_failure() {
        canPublish.set(false);

        var answer = client.ask(REQUEST, CALLER);

        assertThat(answer.exceptionNow()).isInstanceOf(LedgerFailure.Unavailable.class);
        assertThat(producer.history()).isEmpty();
        assertThat(meters.counter("sluice.publish.failures").count()).isZero();
    }

    @Test
    void what_kafka_did_not_take_was_not_sent() {
        producer.sendException = new TimeoutException("buffer full");

        var answer = client.ask(REQUEST, CALLER);

        assertThat(answer.exceptionNow()).isInstanceOf(LedgerFailure.Unavailable.class);
        assertThat(pending.size()).isZero();
        assertThat(meters.counter("sluice.publish.failures").count()).isEqualTo(1);
    }

    @Test
    void what_is_larger_than_the_producer_may_send_is_told_to_be_too_large() {
        producer.sendException = new RecordTooLargeException("larger than max.request.size");

        var answer = client.ask(REQUEST, CALLER);

        assertThat(answer.exceptionNow())
                .isInstanceOf(LedgerFailure.TooLarge.class)
                .hasMessageStartingWith("Expected a request that Kafka takes as one record, but as it is published");
        assertThat(pending.size()).isZero();
    }

    @Test
    void what_is_larger_than_the_brokers_take_is_told_to_be_too_large() throws InterruptedException {
        var answer = client.ask(REQUEST, CALLER);

        onAnotherThread(() -> producer.errorNext(new RecordTooLargeException()));

        assertThat(answer.exceptionNow()).isInstanceOf(LedgerFailure.TooLarge.class);
        assertThat(meters.counter("sluice.publish.failures").count())
                .as("it is the caller's fault")
                .isZero();
    }

    @Test
    void what_kafka_took_and_did_not_confirm_has_an_unknown_outcome() throws InterruptedException {
        var answer = client.ask(REQUEST, CALLER);

        onAnotherThread(() -> producer.errorNext(new TimeoutException("delivery")));

        assertThat(answer.exceptionNow()).isInstanceOf(LedgerFailure.Pending.class);
        assertThat(pending.size()).isZero();
    }

    @Test
    void what_kafka_forbade_was_not_written() throws InterruptedException {
        var answer = client.ask(REQUEST, CALLER);

        onAnotherThread(() -> producer.errorNext(new TopicAuthorizationException("ledger.requests")));

        assertThat(answer.exceptionNow()).isInstanceOf(LedgerFailure.Unavailable.class);
    }

    @Test
    void an_assigned_partition_is_named_once_its_end_is_known_and_no_longer_when_it_is_revoked() {
        var replies = List.of(new TopicPartition("ledger.replies", 5));
        partitions.remove(Set.of(3));
        try (var consumer = new MockConsumer<byte[], byte[]>("latest")) {
            consumer.assign(replies);
            consumer.updateEndOffsets(java.util.Map.of(replies.getFirst(), 42L));
            listener.setKafkaConsumer(consumer);

            listener.onPartitionsAssigned(replies);

            assertThat(consumer.position(replies.getFirst())).isEqualTo(42);
            assertThat(partitions.next()).hasValue(5);
        }

        listener.onPartitionsRevoked(replies);

        assertThat(partitions.areAssigned()).isFalse();
    }

    @Test
    void the_place_that_a_reply_names_in_the_journal_comes_with_it() {
        var answered = client.ask(REQUEST, CALLER);
        var reply = replyTo(producer.history().getFirst(), "false");
        reply.headers().add(Headers.POSITION, "3:1842".getBytes(StandardCharsets.UTF_8));

        listener.receive(List.of(reply));

        assertThat(answered)
                .isCompletedWithValueMatching(answer -> answer.position().equals(Optional.of("3:1842")));
    }

    @Test
    void partitions_are_named_in_turn() {
        partitions.add(Set.of(4));

        assertThat(List.of(partitions.next(), partitions.next(), partitions.next(), partitions.next()))
                .extracting(java.util.OptionalInt::getAsInt)
                .containsExactly(3, 4, 3, 4);
    }

    private static ConsumerRecord<byte[], byte[]> replyTo(ProducerRecord<byte[], byte[]> request, String replayed) {
        MessageJson<Reply> json = MessageJson.ofReplies(LedgerMapper.create());
        var value = json.write(new Completed(ANN, REQUEST.idempotencyKey(), new BalanceList(List.of())));
        var reply = new ConsumerRecord<>("ledger.replies", 3, 0, request.key(), value);
        reply.headers().add(request.headers().lastHeader(Headers.REQUEST_ID));
        reply.headers().add(Headers.IDEMPOTENCY_KEY, "k1".getBytes(StandardCharsets.UTF_8));
        if (replayed != null) {
            reply.headers().add(Headers.REPLAYED, replayed.getBytes(StandardCharsets.UTF_8));
        }
        return reply;
    }

    private static String header(ProducerRecord<byte[], byte[]> published, String name) {
        return new String(published.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static void onAnotherThread(Runnable work) throws InterruptedException {
        var thread = Thread.ofPlatform().start(work);
        thread.join();
    }
}
