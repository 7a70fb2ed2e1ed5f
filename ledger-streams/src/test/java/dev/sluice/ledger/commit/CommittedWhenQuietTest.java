package dev.sluice.ledger.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CommittedWhenQuietTest {

    private static final Record<String, String> RECORD = new Record<>("key", "value", 0);
    private static final Duration LONG = Duration.ofMillis(100);

    private final QuietThreads threads = new QuietThreads();
    private final Task one = new Task();
    private final Task other = new Task();

    private final class Task {
        private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
        private final Processor<String, String, String, String> processor = new CommittedWhenQuiet<>(
                new ContextualProcessor<String, String, String, String>() {
                    @Override
                    public void process(Record<String, String> record) {
                        assertThat(record).isEqualTo(RECORD);
                    }
                },
                threads);

        Task() {
            processor.init(context);
        }

        boolean isLooking() {
            return context.scheduledPunctuators().stream().anyMatch(look -> !look.cancelled());
        }

        void look() {
            context.scheduledPunctuators().stream()
                    .filter(look -> !look.cancelled())
                    .toList()
                    .forEach(look -> look.getPunctuator().punctuate(0));
        }
    }

    @Test
    void commits_as_soon_as_nothing_more_comes() {
        one.processor.process(RECORD);
        threads.polled(false);
        one.look();
        assertThat(one.context.committed()).isFalse();

        threads.polled(true);
        one.look();

        assertThat(one.context.committed()).isTrue();
        assertThat(one.isLooking()).isFalse();
    }

    @Test
    void does_not_look_where_nothing_is_to_be_committed() {
        assertThat(one.isLooking()).isFalse();
        assertThat(threads.patience(LONG)).isEqualTo(LONG);
    }

    @Test
    void waits_for_records_only_shortly_while_something_is_to_be_committed() {
        one.processor.process(RECORD);

        assertThat(threads.patience(LONG)).isEqualTo(QuietThreads.QUIET);
        assertThat(threads.patience(Duration.ZERO)).isZero();

        threads.polled(true);
        one.look();
        assertThat(threads.patience(LONG)).isEqualTo(LONG);
    }

    @Test
    void one_task_of_a_thread_looks_for_all() {
        one.processor.process(RECORD);
        other.processor.process(RECORD);

        assertThat(one.isLooking()).isTrue();
        assertThat(other.isLooking()).isFalse();
    }

    @Test
    void another_looks_when_the_one_that_did_has_gone() {
        one.processor.process(RECORD);
        one.processor.close();
        other.processor.process(RECORD);

        assertThat(other.isLooking()).isTrue();
    }

    @Test
    void each_thread_is_quiet_for_itself() throws Exception {
        threads.polled(true);
        one.processor.process(RECORD);

        assertThat(inAnotherThread(() -> threads.patience(LONG))).isEqualTo(LONG);
        assertThat(inAnotherThread(threads::isQuiet)).isFalse();
    }

    private static <T> T inAnotherThread(Callable<T> question) throws InterruptedException, ExecutionException {
        var answer = new FutureTask<>(question);
        var thread = new Thread(answer);
        thread.start();
        thread.join();
        return answer.get();
    }
}
