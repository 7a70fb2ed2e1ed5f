package dev.sluice.ledger.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShorteningTest {

    @Test
    void leaves_only_the_steps_that_the_failure_needs() {
        var sequence = IntStream.range(0, 60).boxed().toList();

        assertThat(Shortening.shortest(sequence, steps -> steps.containsAll(List.of(3, 41, 59))))
                .containsExactly(3, 41, 59);
    }
}
