package dev.sluice.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReserveThingTest {

    private static final UUID UUID_OF_TIME = UUID.fromString("019de2fb-1900-7dec-b83c-ee497947f8f5");

    @ParameterizedTest
    @EnumSource(ReserveThing.class)
    void an_id_is_the_prefix_and_the_digits_of_the_uuid(ReserveThing thing) {
        var id = thing.idOf(UUID_OF_TIME);

        assertThat(id).isEqualTo(thing.prefix() + "019de2fb19007decb83cee497947f8f5");
        assertThat(thing.uuidOf(id)).contains(UUID_OF_TIME);
        assertThat(thing.uuidOf(thing.prefix() + "f".repeat(32))).contains(new UUID(-1, -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reshold_",
                "019de2fb19007decb83cee497947f8f5",
                "resrel_019de2fb19007decb83cee497947f8f5",
                "reshold_019DE2FB19007DECB83CEE497947F8F5",
                "reshold_019de2fb-1900-7dec-b83c-ee497947f8f5",
                "reshold_019de2fb19007decb83cee497947f8f",
                "reshold_019de2fb19007decb83cee497947f8f55",
                "reshold_019de2fb19007decb83cee497947f8fg",
                "reshold_61SxrUZH1aQJj97WT41Q8rCFhzAUW"
            })
    void any_other_text_is_no_id(String text) {
        assertThat(ReserveThing.HOLD.uuidOf(text)).isEmpty();
    }

    @Test
    void ids_sort_as_the_uuids_do() {
        assertThat(ReserveThing.PLAN.idOf(new UUID(1, 2))).isLessThan(ReserveThing.PLAN.idOf(new UUID(1, 3)));
        assertThat(ReserveThing.PLAN.idOf(new UUID(1, -1))).isLessThan(ReserveThing.PLAN.idOf(new UUID(2, 0)));
    }
}
