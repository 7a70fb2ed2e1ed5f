package dev.sluice.ledger.core.model;

import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.BalanceQuestion;
import dev.sluice.schema.request.CatalogCommand;
import dev.sluice.schema.request.CatalogQuestion;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.HoldQuestion;
import dev.sluice.schema.request.OwnerCommand;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.request.ReserveQuestion;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.TransferQuestion;
import dev.sluice.schema.request.WalletCommand;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The naive ledger. Time brings what it brings to all accounts at once. */
final class NaiveLedger {

    private final NaiveCatalogue catalogue = new NaiveCatalogue();
    private final NaiveOwners owners =
            new NaiveOwners(id -> catalogue.program(id.asProgram()).isPresent());
    private final NaivePots pots = new NaivePots();
    private final NaiveReserves reserves = new NaiveReserves();
    private final NaiveTransfers transfers = new NaiveTransfers(catalogue, owners, pots, reserves);
    private final NaiveWallets wallets = new NaiveWallets(catalogue, pots);
    private final NaiveQuestions questions = new NaiveQuestions(catalogue, owners, pots);
    private final NaiveReserveCommands reserveCommands = new NaiveReserveCommands(catalogue, owners, pots, reserves);
    private final NaiveReserveQuestions reserveQuestions = new NaiveReserveQuestions(catalogue, owners, reserves);

    Verdict apply(Request request, Instant now, Verdict.Drawn drawn) {
        pots.settle(now);
        reserves.learn(drawn.givenBack());
        reserves.lookAt(request, now);
        var id = request.accountId();
        return switch (request.operation()) {
            case Transfer transfer -> transfers.answer(request, transfer, now, drawn);
            case BalanceCommand command -> operation(request, command, now, drawn);
            case WalletCommand wallet -> wallets.answer(request, wallet, drawn);
            case CreateProgram create when owners.owner(id).isPresent() -> new Verdict.No(RejectionCode.ALREADY_EXISTS);
            case CatalogCommand command -> catalogue.answer(id, command, now);
            case OwnerCommand command -> owners.answer(id, command, questions.balances(id), now);
            case ReserveCommand command -> reserveCommands.answer(request, command, now, drawn);
            case CatalogQuestion question -> catalogue.answer(id, question);
            case BalanceQuestion question -> questions.answer(request, question);
            case HoldQuestion question -> questions.answer(request, question);
            case TransferQuestion question -> transfers.answer(request, question);
            case ReserveQuestion question -> reserveQuestions.answer(request, question, now);
        };
    }

    /** What the account has of the asset, to choose from. */
    Optional<NaivePot> pot(AccountId account, AssetId asset) {
        return pots.of(account, asset);
    }

    /** The transfers that the account has made, to choose from. */
    List<EntryId> transferIds(AccountId source) {
        return transfers.idsOf(source);
    }

    /** What is reserved, to choose from. */
    NaiveReserves reserves() {
        return reserves;
    }

    private Verdict operation(Request request, BalanceCommand command, Instant now, Verdict.Drawn drawn) {
        var asset = catalogue.asset(command.assetId());
        var nothing = new NaivePot(command.assetId(), 0, false);
        return new NaiveOperations(
                        catalogue.program(command.programId()),
                        asset,
                        owners.of(request),
                        asset.map(found -> pots.pot(request.accountId(), found)).orElse(nothing),
                        asset.map(found -> pots.wallet(command.programId(), found))
                                .orElse(nothing),
                        reserves,
                        now,
                        drawn)
                .answer(command);
    }
}
