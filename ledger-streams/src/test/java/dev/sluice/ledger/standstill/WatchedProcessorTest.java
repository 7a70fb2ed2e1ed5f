package dev.sluice.ledger.standstill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ledger.standstill.Standstill.Reason;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class WatchedProcessorTest {

    private static final String REQUESTS = "ledger.requests";

    private final Standstills standstills = new Standstills(new TurnableClock());
    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private final Faulty faulty = new Faulty();
    private final WatchedProcessor<String, String, String, String> watched =
            new WatchedProcessor<>(faulty, standstills);

    /** A processor that does as it is told. */
    private static final class Faulty implements Processor<String, String, String, String> {

        private Optional<RuntimeException> whenBegun = Optional.empty();
        private Optional<Throwable> whenApplied = Optional.empty();
        private boolean closed;

        @Override
        public void init(ProcessorContext<String, String> context) {
            whenBegun.ifPresent(fault -> {
                throw fault;
            });
        }

        @Override
        public void process(Record<String, String> record) {
            if (whenApplied.orElse(null) instanceof RuntimeException fault) {
                throw fault;
            }
            if (whenApplied.orElse(null) instanceof Error fault) {
                throw fault;
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void reports_a_record_whose_application_fails_and_lets_the_thread_end() {
        watched.init(context);
        faulty.whenApplied = Optional.of(new StackOverflowError());

        for (var time = 0; time < Standstills.TRIES; time++) {
            assertThatThrownBy(() -> process(17)).isInstanceOf(StackOverflowError.class);
        }

        assertThat(standstills.held(REQUESTS, 2).orElseThrow().offset()).hasValue(17);
    }

    @Test
    void blames_no_record_for_trouble_with_kafka() {
        watched.init(context);
        faulty.whenApplied = Optional.of(new TimeoutException());

        for (var time = 0; time < 10; time++) {
            assertThatThrownBy(() -> process(17)).isInstanceOf(TimeoutException.class);
        }

        assertThat(standstills.held(REQUESTS, 2)).isEmpty();
    }

    @Test
    void keeps_the_thread_where_a_task_cannot_begin_and_holds_all_of_its_records() {
        faulty.whenBegun = Optional.of(new IllegalStateException("a row can't be read"));

        watched.init(context);
        watched.close();

        assertThat(standstills.held(REQUESTS, 0).orElseThrow().reason()).isEqualTo(Reason.CANNOT_BEGIN);
        assertThat(faulty.closed).as("what never began is closed").isFalse();
        assertThatThrownBy(() -> process(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takes_records_again_when_the_task_begins_after_all() {
        faulty.whenBegun = Optional.of(new IllegalStateException("a row can't be read"));
        watched.init(context);
        faulty.whenBegun = Optional.empty();

        var again = new WatchedProcessor<>(faulty, standstills);
        again.init(context);
        again.close();

        assertThat(standstills.held(REQUESTS, 0)).isEmpty();
        assertThat(faulty.closed).isTrue();
    }

    @Test
    void leaves_it_to_kafka_streams_to_begin_again_where_the_disk_or_the_broker_failed() {
        faulty.whenBegun = Optional.of(new TimeoutException());

        assertThatThrownBy(() -> watched.init(context)).isInstanceOf(TimeoutException.class);

        assertThat(standstills.held(REQUESTS, 0)).isEmpty();
    }

    private void process(long offset) {
        context.setRecordMetadata(REQUESTS, 2, offset);
        watched.process(new Record<>("key", "value", 0));
    }
}
