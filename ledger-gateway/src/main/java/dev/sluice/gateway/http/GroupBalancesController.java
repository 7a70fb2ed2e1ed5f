package dev.sluice.gateway.http;

import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;

/** The balances of a group. */
@Controller("/v1/groups/{id}/balances")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class GroupBalancesController extends BalanceController {

    GroupBalancesController(SubmissionReader reader, LedgerCalls ledger, PastBalances past) {
        super(AccountKind.GROUP, reader, ledger, past);
    }
}
