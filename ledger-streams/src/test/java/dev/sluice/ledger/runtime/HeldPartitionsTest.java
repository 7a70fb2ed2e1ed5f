package dev.sluice.ledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.standstill.Standstill.Reason;
import dev.sluice.ledger.standstill.Standstills;
import dev.sluice.ledger.standstill.TurnableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldPartitionsTest {

    private static final TopicPartition REQUESTS = new TopicPartition("ledger.requests", 0);
    private static final TopicPartition EXCHANGE = new TopicPartition("ledger.exchange", 0);
    private static final Duration TOLERANCE = Duration.ofMinutes(1);
    private static final ConsumerRebalanceListener STREAMS = new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    };

    private final TurnableClock clock = new TurnableClock();
    private final Standstills standstills = new Standstills(clock);
    private final Fetched consumer = new Fetched();
    private final HeldPartitions held = new HeldPartitions(consumer, standstills, clock, TOLERANCE);

    /** A consumer, as far as its topic-partitions go. */
    private static final class Fetched implements HeldPartitions.Fetching {

        private final Set<TopicPartition> paused = new HashSet<>();
        private final Map<TopicPartition, Long> positions = new HashMap<>();

        @Override
        public void pause(Collection<TopicPartition> partitions) {
            paused.addAll(partitions);
        }

        @Override
        public void resume(Collection<TopicPartition> partitions) {
            paused.removeAll(partitions);
        }

        @Override
        public void seek(TopicPartition partition, long offset) {
            positions.put(partition, offset);
        }
    }

    @BeforeEach
    void assign() {
        held.around(STREAMS).onPartitionsAssigned(List.of(REQUESTS, EXCHANGE));
    }

    @Test
    void hands_on_what_was_fetched_as_it_is_where_nothing_is_held() {
        var fetched = records(at(REQUESTS, 5, 0), at(REQUESTS, 6, 59), at(EXCHANGE, 2, 0));

        assertThat(held.cut(fetched)).isSameAs(fetched);
        assertThat(consumer.paused).isEmpty();
    }

    @Test
    void cuts_one_topic_off_at_a_record_from_the_future_and_hands_on_the_other() {
        var handedOn = held.cut(records(
                at(REQUESTS, 5, 0), at(REQUESTS, 6, 61), at(REQUESTS, 7, 0), at(EXCHANGE, 2, 0), at(EXCHANGE, 3, 60)));

        assertThat(offsets(handedOn, REQUESTS)).containsExactly(5L);
        assertThat(offsets(handedOn, EXCHANGE)).containsExactly(2L, 3L);
        assertThat(consumer.positions).containsExactly(Map.entry(REQUESTS, 6L));
        assertThat(consumer.paused).containsExactly(REQUESTS);
        var standstill = standstills.all().getFirst();
        assertThat(standstill.topic()).contains(REQUESTS.topic());
        assertThat(standstill.offset()).hasValue(6);
        assertThat(standstill.reason()).isEqualTo(Reason.AHEAD_OF_CLOCK);
    }

    @Test
    void tells_streams_to_commit_up_to_where_it_was_cut_off() {
        var handedOn = held.cut(records(at(REQUESTS, 5, 0), at(REQUESTS, 9, 61), at(EXCHANGE, 2, 0)));

        assertThat(handedOn.nextOffsets())
                .containsOnly(
                        Map.entry(REQUESTS, new OffsetAndMetadata(9, Optional.of(4), "")),
                        Map.entry(EXCHANGE, new OffsetAndMetadata(3, Optional.of(4), "")));
    }

    @Test
    void tells_streams_of_no_next_offset_where_nothing_is_handed_on() {
        var handedOn = held.cut(records(at(REQUESTS, 5, 61), at(EXCHANGE, 2, 0)));

        assertThat(handedOn.partitions()).containsExactly(EXCHANGE);
        assertThat(handedOn.nextOffsets()).containsOnlyKeys(EXCHANGE);
    }

    @Test
    void goes_on_when_the_time_has_come() {
        held.cut(records(at(REQUESTS, 5, 90)));

        clock.turn(Duration.ofSeconds(29));
        held.lookAgain();
        assertThat(consumer.paused).containsExactly(REQUESTS);

        clock.turn(Duration.ofSeconds(1));
        held.lookAgain();

        assertThat(consumer.paused).isEmpty();
        assertThat(standstills.all()).isEmpty();
        assertThat(consumer.positions).containsEntry(REQUESTS, 5L);
    }

    @Test
    void holds_a_record_that_fails_and_hands_on_those_before_it() {
        fail(6);

        var handedOn = held.cut(records(at(REQUESTS, 5, 0), at(REQUESTS, 6, 0), at(REQUESTS, 7, 0)));
        clock.turn(Duration.ofDays(1));
        held.lookAgain();

        assertThat(offsets(handedOn, REQUESTS)).containsExactly(5L);
        assertThat(consumer.paused).containsExactly(REQUESTS);
        assertThat(standstills.all().getFirst().reason()).isEqualTo(Reason.RECORD_FAILS);
    }

    @Test
    void goes_on_when_a_task_has_begun_after_all() {
        standstills.failedToBegin(0, new IllegalStateException());
        held.cut(records(at(REQUESTS, 5, 0), at(EXCHANGE, 2, 0)));
        assertThat(consumer.paused).containsExactlyInAnyOrder(REQUESTS, EXCHANGE);

        standstills.began(0);
        held.lookAgain();

        assertThat(consumer.paused).isEmpty();
    }

    @Test
    void keeps_paused_what_is_held_when_streams_has_room_again() {
        held.cut(records(at(REQUESTS, 5, 90)));
        held.pausedByStreams(List.of(REQUESTS, EXCHANGE));

        assertThat(held.resumedByStreams(List.of(REQUESTS, EXCHANGE))).containsExactly(EXCHANGE);
    }

    @Test
    void keeps_paused_what_streams_has_no_room_for_when_the_time_has_come() {
        held.cut(records(at(REQUESTS, 5, 90)));
        held.pausedByStreams(List.of(REQUESTS));

        clock.turn(Duration.ofMinutes(5));
        held.lookAgain();

        assertThat(consumer.paused).containsExactly(REQUESTS);
        assertThat(held.resumedByStreams(List.of(REQUESTS))).containsExactly(REQUESTS);
    }

    @Test
    void fetches_again_where_streams_goes_back_to_begin_a_task_anew() {
        held.cut(records(at(REQUESTS, 5, 90)));

        held.movedByStreams(List.of(REQUESTS));

        assertThat(consumer.paused).isEmpty();
        var handedOn = held.cut(records(at(REQUESTS, 4, 0), at(REQUESTS, 5, 90)));
        assertThat(offsets(handedOn, REQUESTS)).containsExactly(4L);
        assertThat(consumer.paused).containsExactly(REQUESTS);
    }

    @Test
    void forgets_what_went_to_another_instance_and_finds_it_again_when_it_comes_back() {
        held.cut(records(at(REQUESTS, 5, 90)));
        held.pausedByStreams(List.of(REQUESTS));
        var listener = held.around(STREAMS);

        listener.onPartitionsRevoked(List.of(REQUESTS));
        clock.turn(Duration.ofDays(1));
        held.lookAgain();
        assertThat(standstills.all()).isEmpty();

        listener.onPartitionsAssigned(List.of(REQUESTS));
        consumer.paused.clear();
        held.cut(records(at(REQUESTS, 6, (int) Duration.ofDays(2).toSeconds())));
        clock.turn(Duration.ofDays(1));
        held.lookAgain();
        assertThat(consumer.paused)
                .as("what Streams had paused before is not remembered")
                .isEmpty();
    }

    private void fail(long offset) {
        for (var time = 0; time < 3; time++) {
            standstills.failed(REQUESTS.topic(), 0, offset, new IllegalStateException());
        }
    }

    private static ConsumerRecord<byte[], byte[]> at(TopicPartition partition, long offset, int secondsAhead) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                TurnableClock.START.plusSeconds(secondsAhead).toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.of(4));
    }

    @SafeVarargs
    private static ConsumerRecords<byte[], byte[]> records(ConsumerRecord<byte[], byte[]>... fetched) {
        var records = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var next = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var record : fetched) {
            var partition = new TopicPartition(record.topic(), record.partition());
            records.computeIfAbsent(partition, none -> new ArrayList<>()).add(record);
            next.put(partition, new OffsetAndMetadata(record.offset() + 1, Optional.of(4), ""));
        }
        return new ConsumerRecords<>(records, next);
    }

    private static List<Long> offsets(ConsumerRecords<byte[], byte[]> records, TopicPartition partition) {
        return records.records(partition).stream().map(ConsumerRecord::offset).toList();
    }
}
