package dev.sluice.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.request.OperationName;
import org.junit.jupiter.api.Test;

class OperationTypesTest {

    private sealed interface Named permits Deeper, First {}

    private sealed interface Deeper extends Named permits Second {}

    @OperationName("first")
    private record First() implements Named {}

    @OperationName("second")
    private record Second() implements Deeper {}

    private sealed interface Forgotten permits Nameless {}

    private record Nameless() implements Forgotten {}

    private sealed interface Doubled permits One, Other {}

    @OperationName("one")
    private record One() implements Doubled {}

    @OperationName("one")
    private record Other() implements Doubled {}

    @Test
    void gathers_the_names_at_any_depth_in_the_order_of_the_permits() {
        var names = OperationTypes.namesUnder(Named.class);

        assertThat(names.keySet()).containsExactly("second", "first");
        assertThat(names.get("second")).isEqualTo(Second.class);
    }

    @Test
    void refuses_an_operation_without_a_name_and_says_which() {
        assertThatThrownBy(() -> OperationTypes.namesUnder(Forgotten.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected @OperationName on " + Nameless.class.getName() + ", but it has none");
    }

    @Test
    void refuses_a_name_that_two_operations_say() {
        assertThatThrownBy(() -> OperationTypes.namesUnder(Doubled.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected a name of its own on %s, but got 'one', which is that of %s"
                        .formatted(Other.class.getName(), One.class.getName()));
    }
}
