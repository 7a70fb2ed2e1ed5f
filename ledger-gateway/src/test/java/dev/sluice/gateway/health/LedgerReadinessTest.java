package dev.sluice.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.client.Answer;
import dev.sluice.gateway.client.LedgerClient;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.gateway.client.RequestPartitions;
import dev.sluice.schema.reply.AssetPage;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Pagination;
import dev.sluice.schema.request.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LedgerReadinessTest {

    private static final int PARTITIONS = 8;
    private static final Duration LATELY = Duration.ofMinutes(1);

    private final RequestPartitions partitions = new RequestPartitions();
    private final Set<Integer> standingStill = new HashSet<>();
    private final List<Integer> asked = new ArrayList<>();
    private final LedgerPulse pulse = new LedgerPulse(ledger(), partitions);

    @Test
    void asks_nobody_while_it_does_not_know_the_partitions() {
        pulse.ask();

        assertThat(asked).isEmpty();
        assertThat(pulse.answeredWithin(LATELY)).isFalse();
    }

    @Test
    void asks_every_partition_in_turn() {
        partitions.are(PARTITIONS);

        askTimes(PARTITIONS);

        assertThat(asked).contains(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(pulse.silentPartitions()).isEmpty();
    }

    @Test
    void names_the_partitions_that_stand_still_and_hears_from_the_others_each_time() {
        partitions.are(PARTITIONS);
        askTimes(PARTITIONS);
        standingStill.addAll(Set.of(2, 3, 4, 5));

        for (var time = 0; time < 2 * PARTITIONS; time++) {
            asked.clear();
            pulse.ask();
            assertThat(asked).as("who was asked").anyMatch(partition -> !standingStill.contains(partition));
        }

        assertThat(pulse.silentPartitions()).containsExactly(2, 3, 4, 5);
        assertThat(pulse.answeredWithin(LATELY)).isTrue();
        standingStill.clear();
        askTimes(PARTITIONS);
        assertThat(pulse.silentPartitions()).isEmpty();
    }

    @Test
    void hears_nothing_where_all_stand_still() {
        partitions.are(PARTITIONS);
        standingStill.addAll(Set.of(0, 1, 2, 3, 4, 5, 6, 7));

        askTimes(PARTITIONS);

        assertThat(pulse.silentPartitions()).hasSize(PARTITIONS);
        assertThat(pulse.answeredWithin(LATELY)).isFalse();
    }

    private void askTimes(int times) {
        for (var time = 0; time < times; time++) {
            pulse.ask();
        }
    }

    private LedgerClient ledger() {
        return (request, caller) -> {
            var partition = partitions.accounts().indexOf(request.accountId());
            asked.add(partition);
            return standingStill.contains(partition)
                    ? CompletableFuture.failedFuture(new LedgerFailure.Pending("Expected an answer"))
                    : CompletableFuture.completedFuture(answerTo(request));
        };
    }

    private static Answer answerTo(Request request) {
        var nothing = new AssetPage(List.of(), Pagination.last());
        return new Answer(new Completed(request.accountId(), request.idempotencyKey(), nothing), false);
    }
}
