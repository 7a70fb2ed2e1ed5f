package dev.sluice.gateway.history;

import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The past of a group. */
@Controller("/v1/groups/{id}")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class GroupPastController extends AccountPastController {

    GroupPastController(HistoryAnswers answers, History history, AccountPast past, AssetScales scales) {
        super(AccountKind.GROUP, answers, history, past, scales);
    }
}
