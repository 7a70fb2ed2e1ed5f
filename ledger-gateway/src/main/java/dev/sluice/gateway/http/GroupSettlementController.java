package dev.sluice.gateway.http;

import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;

/** The calls that end the holds of a group, and those that take that back. */
@Controller("/v1/groups/{id}/balances")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class GroupSettlementController extends SettlementController {

    GroupSettlementController(SubmissionReader reader, LedgerCalls ledger) {
        super(AccountKind.GROUP, reader, ledger);
    }
}
