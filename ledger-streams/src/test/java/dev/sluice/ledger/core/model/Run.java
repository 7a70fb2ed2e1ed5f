package dev.sluice.ledger.core.model;

import dev.sluice.ledger.core.InMemoryLedger;
import dev.sluice.ledger.core.Invariants;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.reply.AssetPage;
import dev.sluice.schema.reply.HoldPage;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.Pagination;
import dev.sluice.schema.reply.ProgramPage;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One sequence of requests, given to the ledger and to the naive one; each request follows from a seed of its own. */
final class Run {

    private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");

    private final InMemoryLedger ledger = new InMemoryLedger(START);
    private final NaiveLedger naive = new NaiveLedger();
    private final Surroundings known = new NaiveSurroundings(naive);
    private final List<Object> story = new ArrayList<>();
    private final Witness witness;

    private record Step(Instant at, Request request) {}

    private Run(Witness witness) {
        this.witness = witness;
    }

    /** Why the sequence fails, with all that led to it; empty where both ledgers agree and no invariant breaks. */
    static Optional<String> failure(List<Long> seeds, Witness witness) {
        var run = new Run(witness);
        try {
            RequestMaker.beginning(run.known).forEach(run::step);
            for (long seed : seeds) {
                var maker = new RequestMaker(seed, run.known, run.ledger.now());
                run.ledger.turnClockBy(maker.pause());
                run.step(new RequestMaker(~seed, run.known, run.ledger.now()).request());
            }
            run.lookAtEverything();
            Invariants.checkFold(run.ledger);
            return Optional.empty();
        } catch (RuntimeException | AssertionError failure) {
            var beginning = 2 * RequestMaker.beginning(run.known).size();
            var steps = run.story.subList(Math.min(beginning, run.story.size()), run.story.size());
            return Optional.of(steps.stream().map(Object::toString).collect(Collectors.joining("\n")) + "\n" + failure);
        }
    }

    private void step(Request request) {
        witness.due(dueOn(request), ledger.now());
        var answer = compared(request);
        Invariants.check(ledger);
        witness.answered(request.operation(), answer);
    }

    private List<DueItem> dueOn(Request request) {
        var items = new ArrayList<DueItem>();
        for (var asset : AssetKind.values()) {
            if (!(request.operation() instanceof BalanceCommand command)
                    || command.assetId().equals(asset.id)) {
                try (var due = ledger.due(request.accountId(), asset.id)) {
                    due.forEachRemaining(items::add);
                }
            }
        }
        items.removeIf(item -> item.at().isAfter(ledger.now()));
        return items;
    }

    /** What a difference has led to may not be asked for by chance, so at the end all there is gets compared. */
    private void lookAtEverything() {
        var key = IdempotencyKey.of("end");
        var accounts = Set.copyOf(known.accounts());
        for (var asset : AssetKind.values()) {
            accounts.forEach(account -> compared(new Request(account, key, QuestionRequests.allLots(asset))));
        }
        for (var account : accounts) {
            compared(new Request(account, key, QuestionRequests.allHolds()));
            compared(new Request(account, key, new GetBalances(Optional.empty())));
            ReserveQuestionRequests.everything(known, account)
                    .forEach(question -> witness.answered(question, compared(new Request(account, key, question))));
        }
        for (var program : List.of(RequestMaker.SHOP, RequestMaker.OTHER_SHOP)) {
            var wallet = Optional.of(AccountKind.PROGRAM);
            compared(new Request(program.account(), wallet, key, new GetBalances(Optional.empty())));
        }
    }

    private Verdict compared(Request request) {
        story.add(new Step(ledger.now(), request));
        var booked = ledger.journal().size();
        var decision = ledger.apply(request);
        var answer = answer(request, decision);
        var entries = ledger.journal();
        var expected =
                naive.apply(request, ledger.now(), drawn(decision, givenBack(entries.subList(booked, entries.size()))));
        story.add(answer);
        if (!answer.equals(expected) || !answer.toString().equals(expected.toString())) {
            throw new AssertionError("Expected the answer of the naive ledger:\n    " + expected);
        }
        return answer;
    }

    private Verdict answer(Request request, Decision decision) {
        return switch (decision) {
            case Accepted accepted -> Verdict.booked(accepted.result());
            case Answered answered -> Verdict.told(whole(request, answered.result()));
            case Refused refused -> new Verdict.No(refused.rejection().code());
            case Decision.PutToVote other -> throw new AssertionError("There is one partition, but got " + other);
            case Decision.Dispatched other -> throw new AssertionError("There is one partition, but got " + other);
            case Decision.Withdrawn other -> throw new AssertionError("There is one partition, but got " + other);
        };
    }

    /** The releases of the entries that nobody asked for. */
    private static List<Verdict.GivenBack> givenBack(List<JournalEntry> entries) {
        var givenBack = new ArrayList<Verdict.GivenBack>();
        for (var entry : entries) {
            if (entry.idempotencyKey().isEmpty()) {
                entry.facts().stream()
                        .filter(Fact.ReserveReleased.class::isInstance)
                        .map(Fact.ReserveReleased.class::cast)
                        .forEach(fact -> givenBack.add(new Verdict.GivenBack(entry.accountId(), fact)));
            }
        }
        return givenBack;
    }

    private static Verdict.Drawn drawn(Decision decision, List<Verdict.GivenBack> givenBack) {
        if (!(decision instanceof Accepted accepted)) {
            return Verdict.Drawn.nothing(givenBack);
        }
        var lots = new ArrayList<LotId>();
        var holds = new ArrayList<HoldId>();
        var releases = new ArrayList<ReserveReleaseId>();
        var plan = Verdict.Drawn.nothing(givenBack).plan();
        for (var fact : accepted.entry().facts()) {
            switch (fact) {
                case Fact.LotOpened opened -> lots.add(opened.lotId());
                case Fact.HoldOpened opened -> holds.add(opened.holdId());
                case Fact.ReserveReleased released ->
                    releases.add(released.release().id());
                case Fact.ReservePlanStored stored -> plan = stored.plan().id();
                default -> {}
            }
        }
        return new Verdict.Drawn(accepted.entry().id(), lots, holds, releases, plan, givenBack);
    }

    /** All pages of a list as one. */
    private Result whole(Request request, Result first) {
        return switch (first) {
            case LotPage page -> {
                var rows = new ArrayList<>(page.data());
                for (var next = page; next.pagination().hasMore(); ) {
                    next = (LotPage) page(request, next.data().size(), next.pagination());
                    rows.addAll(next.data());
                }
                yield new LotPage(rows, Pagination.last());
            }
            case HoldPage page -> {
                var rows = new ArrayList<>(page.data());
                for (var next = page; next.pagination().hasMore(); ) {
                    next = (HoldPage) page(request, next.data().size(), next.pagination());
                    rows.addAll(next.data());
                }
                yield new HoldPage(rows, Pagination.last());
            }
            case ProgramPage page -> {
                var rows = new ArrayList<>(page.data());
                for (var next = page; next.pagination().hasMore(); ) {
                    next = (ProgramPage) page(request, next.data().size(), next.pagination());
                    rows.addAll(next.data());
                }
                yield new ProgramPage(rows, Pagination.last());
            }
            case AssetPage page -> {
                var rows = new ArrayList<>(page.data());
                for (var next = page; next.pagination().hasMore(); ) {
                    next = (AssetPage) page(request, next.data().size(), next.pagination());
                    rows.addAll(next.data());
                }
                yield new AssetPage(rows, Pagination.last());
            }
            default -> first;
        };
    }

    /** The page after one of that many rows, which must be full since there are more. */
    private Result page(Request request, int rowsBefore, Pagination pagination) {
        var cursor = pagination.nextCursor();
        var next = switch (request.operation()) {
            case ListLots list ->
                new ListLots(
                        list.assetId(),
                        list.status(),
                        list.referenceId(),
                        list.expiresBefore(),
                        list.expiresAfter(),
                        full(list.limit(), rowsBefore),
                        cursor);
            case ListHolds list ->
                new ListHolds(
                        list.assetId(), list.status(), list.referenceId(), full(list.limit(), rowsBefore), cursor);
            case ListPrograms list -> new ListPrograms(list.status(), full(list.limit(), rowsBefore), cursor);
            case ListAssets list -> new ListAssets(list.status(), full(list.limit(), rowsBefore), cursor);
            default -> throw new AssertionError("Expected a list, but got " + request);
        };
        var asked = new Request(request.accountId(), request.accountKind(), request.idempotencyKey(), next);
        return ledger.apply(asked) instanceof Answered answered ? answered.result() : failedPage(asked);
    }

    private static Optional<Integer> full(Optional<Integer> limit, int rowsBefore) {
        if (!limit.equals(Optional.of(rowsBefore))) {
            throw new AssertionError("Expected a full page of " + limit + " rows, but got " + rowsBefore);
        }
        return limit;
    }

    private static Result failedPage(Request asked) {
        throw new AssertionError("Expected the next page, but it was not answered: " + asked);
    }
}
