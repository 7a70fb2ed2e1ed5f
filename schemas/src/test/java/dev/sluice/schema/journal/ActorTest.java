package dev.sluice.schema.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.journal.Actor.ApiKey;
import dev.sluice.schema.journal.Actor.Producer;
import dev.sluice.schema.journal.Actor.Unknown;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorTest {

    @ParameterizedTest
    @CsvSource({"api-key:backend, backend", "api-key:api-key:x, api-key:x", "api-key:a b, a b"})
    void a_principal_that_a_gateway_writes_names_an_api_key(String principal, String name) {
        assertThat(Actor.of(Optional.of(principal))).isEqualTo(new ApiKey(name));
    }

    @ParameterizedTest
    @CsvSource({"loyalty-batch", "API-KEY:backend", "api-key:", "api-keybackend", "' '"})
    void any_other_principal_is_what_a_producer_calls_itself(String principal) {
        assertThat(Actor.of(Optional.of(principal))).isEqualTo(new Producer(principal));
    }

    @Test
    void no_principal_is_nobody() {
        assertThat(Actor.of(Optional.empty())).isEqualTo(new Unknown());
        assertThat(Actor.of(Optional.of(""))).isEqualTo(new Unknown());
    }

    @Test
    void a_long_name_is_cut_and_no_character_of_it_in_two() {
        var longest = "é".repeat(254) + "😀";

        assertThat(Actor.of(Optional.of(longest))).isEqualTo(new Producer(longest));
        assertThat(Actor.of(Optional.of(longest + "x"))).isEqualTo(new Producer(longest));
        assertThat(Actor.of(Optional.of("x".repeat(1_000_000)))).isEqualTo(new Producer("x".repeat(255)));
    }
}
