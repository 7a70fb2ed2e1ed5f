package dev.sluice.cli.torture.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static final Call CALL = Call.command("hold", "/hold", "{}", "key");

    private final Outcomes outcomes = new Outcomes();

    @Test
    void takes_the_same_answer_again() {
        outcomes.answered(CALL, new Answer(200, "{\"amount\":\"1.00\"}"));
        outcomes.answered(CALL, new Answer(200, "{\"amount\":\"1.00\"}"));

        assertThat(outcomes.violations()).isEmpty();
    }

    @Test
    void finds_an_answer_that_is_another_than_before() {
        outcomes.answered(CALL, new Answer(200, "{\"amount\":\"1.00\"}"));
        outcomes.answered(CALL, new Answer(200, "{\"amount\":\"2.00\"}"));

        assertThat(outcomes.violations()).singleElement().asString().contains("key was answered otherwise");
    }

    @Test
    void finds_a_refusal_after_a_yes() {
        outcomes.answered(CALL, new Answer(200, "{}"));
        outcomes.answered(CALL, new Answer(422, "{\"code\":\"insufficient_balance\"}"));

        assertThat(outcomes.violationsCount()).isEqualTo(1);
    }

    @Test
    void does_not_mind_that_a_refusal_names_the_call_that_it_answers() {
        outcomes.answered(CALL, new Answer(422, "{\"code\":\"insufficient_balance\",\"request_id\":\"1\"}"));
        outcomes.answered(CALL, new Answer(422, "{\"code\":\"insufficient_balance\",\"request_id\":\"2\"}"));

        assertThat(outcomes.violations()).isEmpty();
    }

    @Test
    void keeps_a_call_open_until_it_is_answered() {
        outcomes.offered(CALL);
        assertThat(outcomes.unanswered()).isEqualTo(1);

        outcomes.answered(CALL, new Answer(200, "{}"));
        assertThat(outcomes.unanswered()).isZero();
    }
}
