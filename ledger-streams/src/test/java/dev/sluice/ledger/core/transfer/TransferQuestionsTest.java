package dev.sluice.ledger.core.transfer;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.TRANSFER_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.reply.TransferFound;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.TransferStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransferQuestionsTest extends LedgerScenario {

    private EntryId paid() {
        return ((Transferred) result()).journalEntryId();
    }

    @Test
    void tells_all_of_a_transfer_to_its_source() {
        given(ann.has(lot("L1").of("10.00")), time("2024-06-02"));
        given(ann.pays(bob, "1.5").to(bob, "2").withReference("rent"));
        var id = paid();
        given(time("2024-06-03"));

        when(ann.asks(new GetTransfer(id)));

        then(nothingChanged());
        assertThat(result())
                .isEqualTo(new TransferFound(new TransferRecord(
                        id,
                        ann.id(),
                        SHOP,
                        POINTS,
                        "Test",
                        Optional.of("rent"),
                        Amount.parse("3.50"),
                        TransferStatus.POSTED,
                        List.of(
                                new TransferRecord.Leg(bob.id(), AccountKind.PARTICIPANT, Amount.parse("1.50")),
                                new TransferRecord.Leg(bob.id(), AccountKind.PARTICIPANT, Amount.parse("2.00"))),
                        Optional.empty(),
                        instant("2024-06-02"),
                        Map.of())));
    }

    @Test
    void tells_it_to_a_source_that_is_active_no_more() {
        given(ann.has(lot("L1").of("10.00")));
        given(ann.pays(bob, "1.00"));
        var id = paid();
        given(ann.asks(new ChangeParticipantStatus(AccountStatus.CLOSED)));

        assertThat(((TransferFound) answerTo(ann, new GetTransfer(id)))
                        .transfer()
                        .journalEntryId())
                .isEqualTo(id);
    }

    @Test
    void tells_nothing_to_anybody_but_the_source() {
        given(ann.has(lot("L1").of("10.00")));
        given(ann.pays(bob, "1.00"));
        var id = paid();

        when(bob.asks(new GetTransfer(id)));

        then(refused(TRANSFER_NOT_FOUND, "Expected a transfer of account %s, but got %s".formatted(bob.id(), id)));
    }

    @Test
    void finds_no_transfer_in_an_entry_of_another_kind() {
        given(ann.has(lot("L1").of("10.00")));
        var credited = ((Accepted) outcome()).entry().id();

        when(ann.asks(new GetTransfer(credited)));

        then(refused(TRANSFER_NOT_FOUND));
    }

    @Test
    void keeps_nothing_of_a_transfer_that_was_refused_at_once() {
        when(ann.pays(bob, "1.00"));

        then(refused(INSUFFICIENT_BALANCE));
        assertThat(ledger().state().transfers()).isEmpty();
    }

    @Test
    void refuses_an_account_that_is_not_there_or_of_another_kind_before_an_unknown_transfer() {
        var unknown = new GetTransfer(EntryId.parse("00000000-0000-7000-8000-000000000000"));

        when(new Account(AccountId.ofParticipant("nobody")).asks(unknown));
        then(refused(ACCOUNT_NOT_FOUND));

        when(new Account(SHOP.account()).asks(unknown));
        then(refused(ACCOUNT_NOT_FOUND));

        var asGroup = new Request(ann.id(), Optional.of(AccountKind.GROUP), IdempotencyKey.of("key"), unknown);
        assertThat(ledger().apply(asGroup))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rejection().code()).isEqualTo(ACCOUNT_NOT_FOUND));
    }
}
