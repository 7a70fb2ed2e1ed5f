package dev.sluice.gateway.history;

import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The past of a participant. */
@Controller("/v1/participants/{id}")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class ParticipantPastController extends AccountPastController {

    ParticipantPastController(HistoryAnswers answers, History history, AccountPast past, AssetScales scales) {
        super(AccountKind.PARTICIPANT, answers, history, past, scales);
    }
}
