package dev.sluice.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.EntryId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The steps of a vote that a partition answers by booking at once. */
class VotingTest {

    private static final EntryId ID = new EntryId(new UUID(0, 1));
    private static final Objection OBJECTION =
            new Objection(0, Rejection.because(RejectionCode.ACCOUNT_NOT_FOUND, "Expected an existing participant"));

    @Test
    void is_done_when_the_only_other_partition_has_booked() {
        var voting = new Voting(ID, List.of(3), Optional.empty());

        assertThat(voting.bookedBy(3)).isEqualTo(new Delivering(ID, List.of()));
        assertThat(voting.bookedBy(3).isDone()).isTrue();
    }

    @Test
    void nobody_books_while_another_one_has_not_voted() {
        var voting = new Voting(ID, List.of(1, 3), Optional.empty());

        assertThatThrownBy(() -> voting.bookedBy(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected nobody to book");
    }

    @Test
    void nobody_books_what_somebody_objects_to() {
        var voting = new Voting(ID, List.of(3), Optional.of(OBJECTION));

        assertThatThrownBy(() -> voting.bookedBy(3)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nobody_books_who_was_not_asked() {
        var voting = new Voting(ID, List.of(3), Optional.empty());

        assertThatThrownBy(() -> voting.bookedBy(2)).isInstanceOf(IllegalStateException.class);
    }
}
