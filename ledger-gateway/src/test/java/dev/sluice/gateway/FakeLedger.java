package dev.sluice.gateway;

import dev.sluice.gateway.client.Answer;
import dev.sluice.gateway.client.Caller;
import dev.sluice.gateway.client.LedgerClient;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A ledger in memory that keeps what it is asked and answers as it is told. */
public final class FakeLedger implements LedgerClient {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Caller> callers = new CopyOnWriteArrayList<>();
    private volatile Function<Request, CompletableFuture<Answer>> behaviour = request -> new CompletableFuture<>();

    @Override
    public CompletableFuture<Answer> ask(Request request, Caller caller) {
        requests.add(request);
        callers.add(caller);
        return behaviour.apply(request);
    }

    public void answers(Result result) {
        behaviour = request -> CompletableFuture.completedFuture(new Answer(completed(request, result), false));
    }

    public void replays(Result result) {
        behaviour = request -> CompletableFuture.completedFuture(new Answer(completed(request, result), true));
    }

    public void refuses(Rejection rejection) {
        behaviour = request -> CompletableFuture.completedFuture(
                new Answer(new Refused(request.accountId(), request.idempotencyKey(), rejection), false));
    }

    /** Says to each request what the function says. */
    public void decides(Function<Request, Reply> decision) {
        answersFutures(request -> CompletableFuture.completedFuture(new Answer(decision.apply(request), false)));
    }

    /** Gives to each request what the function gives. */
    public void answersFutures(Function<Request, CompletableFuture<Answer>> futures) {
        behaviour = futures;
    }

    /** Answers each request by what it asks. */
    public void answersEach(Function<Operation, Result> answers) {
        decides(request -> completed(request, answers.apply(request.operation())));
    }

    public void fails(Throwable failure) {
        behaviour = request -> CompletableFuture.failedFuture(failure);
    }

    /** Gives this future, and completes it never by itself. */
    public void leavesOpen(CompletableFuture<Answer> reply) {
        behaviour = request -> reply;
    }

    public void forgets() {
        requests.clear();
        callers.clear();
    }

    public List<Request> requests() {
        return requests;
    }

    public Request onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("Expected one request, but got " + requests);
        }
        return requests.getFirst();
    }

    public Caller lastCaller() {
        return callers.getLast();
    }

    public static Completed completed(Request request, Result result) {
        return new Completed(request.accountId(), request.idempotencyKey(), result);
    }
}
