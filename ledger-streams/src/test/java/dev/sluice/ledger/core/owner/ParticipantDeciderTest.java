package dev.sluice.ledger.core.owner;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParticipantDeciderTest extends LedgerScenario {

    private final Account cat = new Account(AccountId.ofParticipant("cat"));

    private static PutParticipant cat(AccountStatus status, String name, Map<String, Object> attributes) {
        return new PutParticipant("cat", Optional.of(status), Optional.of(name), Optional.of(attributes));
    }

    private ParticipantStored stored() {
        return (ParticipantStored) result();
    }

    @Test
    void makes_a_participant_that_is_active_unless_it_says_otherwise() {
        when(cat.asks(participant("cat")));

        assertThat(stored())
                .isEqualTo(new ParticipantStored(
                        true,
                        new Participant(
                                cat.id(), "cat", AccountStatus.ACTIVE, Optional.empty(), Map.of(), START, START)));
    }

    @Test
    void makes_it_as_it_was_described() {
        when(cat.asks(cat(AccountStatus.SUSPENDED, "Cat", Map.of("tier", "gold"))));

        assertThat(stored().participant())
                .isEqualTo(new Participant(
                        cat.id(),
                        "cat",
                        AccountStatus.SUSPENDED,
                        Optional.of("Cat"),
                        Map.of("tier", "gold"),
                        START,
                        START));
    }

    @Test
    void changes_what_is_given_and_keeps_the_rest_when_it_is_put_again() {
        given(cat.asks(cat(AccountStatus.SUSPENDED, "Cat", Map.of("tier", "gold"))), time("2024-06-02"));

        when(cat.asks(new PutParticipant("cat", Optional.empty(), Optional.of("Kitty"), Optional.empty())));

        assertThat(stored())
                .isEqualTo(new ParticipantStored(
                        false,
                        new Participant(
                                cat.id(),
                                "cat",
                                AccountStatus.SUSPENDED,
                                Optional.of("Kitty"),
                                Map.of("tier", "gold"),
                                START,
                                instant("2024-06-02"))));
    }

    @Test
    void writes_nothing_when_it_is_put_again_as_it_is() {
        given(cat.asks(cat(AccountStatus.ACTIVE, "Cat", Map.of("tier", "gold"))), time("2024-06-02"));

        when(cat.asks(cat(AccountStatus.ACTIVE, "Cat", Map.of("tier", "gold"))));

        then(nothingChanged());
        assertThat(stored().created()).isFalse();
        assertThat(stored().participant().updatedAt()).isEqualTo(START);
    }

    @Test
    void refuses_an_external_id_that_the_account_is_not_made_of() {
        when(cat.asks(participant("dog")));

        then(refusedAt(INVALID_FIELD, "external_id"));
    }

    @Test
    void does_not_take_the_id_of_a_program_whose_wallet_it_would_own() {
        given(cat.asks(new CreateProgram("Cat", Optional.empty())));

        when(cat.asks(participant("cat")));

        then(refused(ALREADY_EXISTS));
    }

    @Test
    void updates_what_is_given() {
        given(cat.asks(cat(AccountStatus.ACTIVE, "Cat", Map.of("tier", "gold"))), time("2024-06-02"));

        when(cat.asks(new UpdateParticipant(Optional.empty(), Optional.of(Map.of()))));

        assertThat(stored().participant().displayName()).contains("Cat");
        assertThat(stored().participant().attributes()).isEmpty();
        assertThat(stored().participant().updatedAt()).isEqualTo(instant("2024-06-02"));
        then(done());
        when(cat.asks(new UpdateParticipant(Optional.of("Cat"), Optional.empty())));
        then(nothingChanged());
    }

    @Test
    void changes_the_status_and_back() {
        given(cat.asks(participant("cat")));

        for (var status : new AccountStatus[] {AccountStatus.CLOSED, AccountStatus.SUSPENDED, AccountStatus.ACTIVE}) {
            when(cat.asks(new ChangeParticipantStatus(status)));
            assertThat(stored().participant().status()).isEqualTo(status);
        }
        when(cat.asks(new ChangeParticipantStatus(AccountStatus.ACTIVE)));
        then(nothingChanged());
    }

    @Test
    void refuses_to_change_who_is_not_there() {
        when(cat.asks(new UpdateParticipant(Optional.of("Cat"), Optional.empty())));
        then(refused(ACCOUNT_NOT_FOUND));

        when(cat.asks(new ChangeParticipantStatus(AccountStatus.CLOSED)));
        then(refused(ACCOUNT_NOT_FOUND));
    }
}
