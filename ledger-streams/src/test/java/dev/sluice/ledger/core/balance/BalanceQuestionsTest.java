package dev.sluice.ledger.core.balance;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.ParticipantFound;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BalanceQuestionsTest extends LedgerScenario {

    @Test
    void lists_all_balances_in_the_order_of_the_assets() {
        given(ann.isCredited("5.00").in(DOLLARS), ann.has(lot("L1").of("7.00")), ann.holds("2.00"));

        var rows = ((BalanceList) answerTo(ann, new GetBalances(Optional.empty()))).data();

        assertThat(rows)
                .extracting(AssetBalance::symbol)
                .containsExactly(
                        DOLLARS.compareTo(POINTS) < 0 ? "USD" : "PTS", DOLLARS.compareTo(POINTS) < 0 ? "PTS" : "USD");
        assertThat(rows)
                .contains(new AssetBalance(
                        POINTS, "PTS", Amount.parse("5.00"), Amount.parse("2.00"), Amount.parse("0.00")));
    }

    @Test
    void answers_zeros_for_an_asset_that_the_account_never_had() {
        when(ann.asks(new GetBalances(Optional.of(POINTS))));

        then(nothingChanged(), balance(ann, "0.00", "0.00", "0.00"));
        assertThat(((BalanceList) answerTo(ann, new GetBalances(Optional.empty()))).data())
                .isEmpty();
    }

    @Test
    void refuses_an_unknown_asset_before_an_unknown_account() {
        var nobody = new Account(AccountId.ofParticipant("nobody"));

        when(nobody.asks(new GetBalances(Optional.of(AssetId.ofSymbol("NONE")))));
        then(refusedAt(ASSET_NOT_FOUND, "asset_id"));

        when(nobody.asks(new GetBalances(Optional.of(POINTS))));
        then(refused(ACCOUNT_NOT_FOUND));
    }

    @Test
    void shows_a_participant_with_its_balances() {
        given(ann.isCredited("5.00").in(DOLLARS));

        var found = (ParticipantFound) answerTo(ann, new GetParticipant());

        assertThat(found.participant().externalId()).isEqualTo("ann");
        assertThat(found.balances()).extracting(AssetBalance::symbol).containsExactly("USD");
    }

    @Test
    void finds_no_group_where_there_is_a_participant() {
        when(ann.asks(new GetGroup()));

        then(refused(ACCOUNT_NOT_FOUND));
    }
}
