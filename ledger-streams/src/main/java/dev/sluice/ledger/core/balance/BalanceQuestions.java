package dev.sluice.ledger.core.balance;

import dev.sluice.ledger.core.catalog.ProgramDecider;
import dev.sluice.ledger.core.entry.AccountChecks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.lot.LotList;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.GroupFound;
import dev.sluice.schema.reply.ParticipantFound;
import dev.sluice.schema.request.BalanceQuestion;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AssetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions about what an account has, and whose it is. What is due has been booked before they are asked. */
public final class BalanceQuestions {

    private BalanceQuestions() {}

    public static Decision answer(LedgerView view, Request request, BalanceQuestion question) {
        return switch (question) {
            case GetParticipant get -> owner(view, request, AccountKind.PARTICIPANT);
            case GetGroup get -> owner(view, request, AccountKind.GROUP);
            case GetBalances get -> balances(view, request, get);
            case ListLots list -> LotList.decide(view, request, list);
        };
    }

    private static Decision balances(LedgerView view, Request request, GetBalances question) {
        var isWallet = request.accountKind().equals(Optional.of(AccountKind.PROGRAM));
        if (isWallet && view.program(request.accountId().asProgram()).isEmpty()) {
            return ProgramDecider.notFound(request);
        }
        if (question.assetId().isPresent()
                && view.asset(question.assetId().get()).isEmpty()) {
            return AccountChecks.assetNotFound(question.assetId().get());
        }
        if (!isWallet && AccountChecks.ownerOf(view, request).isEmpty()) {
            return AccountChecks.notFound(request);
        }
        return new Answered(new BalanceList(question.assetId()
                .map(asset -> List.of(balanceOf(view, request.accountId(), asset)))
                .orElseGet(() -> balancesOf(view, request.accountId()))));
    }

    /** The participant or group of the request, with its balances. */
    private static Decision owner(LedgerView view, Request request, AccountKind kind) {
        return switch (view.owner(request.accountId()).orElse(null)) {
            case Participant found
            when kind == AccountKind.PARTICIPANT ->
                new Answered(new ParticipantFound(found, balancesOf(view, found.id())));
            case Group found
            when kind == AccountKind.GROUP -> new Answered(new GroupFound(found, balancesOf(view, found.id())));
            case null, default -> AccountChecks.notFound(request);
        };
    }

    private static List<AssetBalance> balancesOf(LedgerView view, AccountId account) {
        var balances = new ArrayList<AssetBalance>();
        try (var stored = view.balances(account)) {
            while (stored.hasNext()) {
                balances.add(balanceOf(view, stored.next()));
            }
        }
        return balances;
    }

    private static AssetBalance balanceOf(LedgerView view, AccountId account, AssetId asset) {
        return balanceOf(
                view,
                view.balance(account, asset)
                        .orElseGet(() -> Balance.empty(
                                account, asset, assetOf(view, asset).scale())));
    }

    private static AssetBalance balanceOf(LedgerView view, Balance balance) {
        var asset = assetOf(view, balance.key().asset());
        return new AssetBalance(asset.id(), asset.symbol(), balance.available(), balance.held(), balance.deferred());
    }

    private static Asset assetOf(LedgerView view, AssetId id) {
        return view.asset(id).orElseThrow(() -> Invariant.broken("Asset %s has a balance and is unknown", id));
    }
}
