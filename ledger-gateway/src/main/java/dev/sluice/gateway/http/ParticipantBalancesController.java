package dev.sluice.gateway.http;

import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;

/** The balances of a participant. */
@Controller("/v1/participants/{id}/balances")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class ParticipantBalancesController extends BalanceController {

    ParticipantBalancesController(SubmissionReader reader, LedgerCalls ledger, PastBalances past) {
        super(AccountKind.PARTICIPANT, reader, ledger, past);
    }
}
