package dev.sluice.gateway.http;

import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;

/** The calls that end the holds of a participant, and those that take that back. */
@Controller("/v1/participants/{id}/balances")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class ParticipantSettlementController extends SettlementController {

    ParticipantSettlementController(SubmissionReader reader, LedgerCalls ledger) {
        super(AccountKind.PARTICIPANT, reader, ledger);
    }
}
