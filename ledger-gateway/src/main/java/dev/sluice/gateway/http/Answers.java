package dev.sluice.gateway.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.AssetFound;
import dev.sluice.schema.reply.AssetPage;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.GroupFound;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.reply.HoldPage;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.ParticipantFound;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.reply.ProgramFound;
import dev.sluice.schema.reply.ProgramPage;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanPage;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.reply.TransferFound;
import dev.sluice.schema.reply.Transferred;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;

/** Maps what the ledger said to status and body. */
@Singleton
final class Answers {

    private final Problems problems;
    private final JsonMapper mapper = LedgerMapper.create();

    Answers(Problems problems) {
        this.problems = problems;
    }

    /** A participant and its balances, in one flat object. */
    public record ParticipantWithBalances(@JsonUnwrapped Participant participant, List<AssetBalance> balances) {}

    /** A group and its balances, in one flat object. */
    public record GroupWithBalances(@JsonUnwrapped Group group, List<AssetBalance> balances) {}

    MutableHttpResponse<byte[]> of(HttpRequest<?> http, Reply reply) {
        return switch (reply) {
            case Completed completed -> completed(completed.result());
            case Refused refused -> problems.refused(http, refused.rejection());
        };
    }

    private MutableHttpResponse<byte[]> completed(Result result) {
        try {
            return HttpResponse.<byte[]>status(statusOf(result))
                    .body(mapper.writeValueAsBytes(bodyOf(result)))
                    .contentType(MediaType.APPLICATION_JSON_TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result that was read can be written", e);
        }
    }

    private static HttpStatus statusOf(Result result) {
        var created = switch (result) {
            case ProgramStored stored -> stored.created();
            case AssetStored stored -> stored.created();
            case ParticipantStored stored -> stored.created();
            case GroupStored stored -> stored.created();
            case Moved moved -> false;
            case Captured captured -> false;
            case Reversed reversed -> false;
            case Transferred transferred -> false;
            case Adjusted adjusted -> false;
            case ProgramPage page -> false;
            case AssetPage page -> false;
            case ProgramFound found -> false;
            case AssetFound found -> false;
            case ParticipantFound found -> false;
            case GroupFound found -> false;
            case BalanceList list -> false;
            case LotPage page -> false;
            case HoldPage page -> false;
            case HoldFound found -> false;
            case TransferFound found -> false;
            case ReserveHoldFound found -> false;
            case ReserveHoldPage page -> false;
            case ReserveReleaseFound found -> false;
            case ReserveReleasePage page -> false;
            case ReservePlanFound found -> false;
            case ReservePlanPage page -> false;
        };
        return created ? HttpStatus.CREATED : HttpStatus.OK;
    }

    private static Object bodyOf(Result result) {
        return switch (result) {
            case ProgramStored stored -> stored.program();
            case AssetStored stored -> stored.asset();
            case ParticipantStored stored -> stored.participant();
            case GroupStored stored -> stored.group();
            case ProgramFound found -> found.program();
            case AssetFound found -> found.asset();
            case ParticipantFound found -> new ParticipantWithBalances(found.participant(), found.balances());
            case GroupFound found -> new GroupWithBalances(found.group(), found.balances());
            case HoldFound found -> found.hold();
            case TransferFound found -> found.transfer();
            case Transferred transferred -> transferred;
            case Moved moved -> moved;
            case Captured captured -> captured;
            case Reversed reversed -> reversed;
            case Adjusted adjusted -> adjusted;
            case ProgramPage page -> page;
            case AssetPage page -> page;
            case BalanceList list -> list;
            case LotPage page -> page;
            case HoldPage page -> page;
            // Reserves have calls in the Stripe dialect only, which writes them in its own way.
            case ReserveHoldFound found -> found.hold();
            case ReserveHoldPage page -> page;
            case ReserveReleaseFound found -> found.release();
            case ReserveReleasePage page -> page;
            case ReservePlanFound found -> found.plan();
            case ReservePlanPage page -> page;
        };
    }
}
