package dev.sluice.ledger.core.model;

import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.request.UpdateProgram;
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
            case CreateProgram create ->
                owners.owner(id).isPresent()
                        ? new Verdict.No(RejectionCode.ALREADY_EXISTS)
                        : catalogue.create(id.asProgram(), create, now);
            case UpdateProgram update -> catalogue.update(id.asProgram(), update, now);
            case CreateAsset create -> catalogue.create(id.asAsset(), create, now);
            case UpdateAsset update -> catalogue.update(id.asAsset(), update, now);
            case LinkAsset link -> catalogue.link(id.asAsset(), link, now);
            case PutParticipant put -> owners.put(id, put, now);
            case UpdateParticipant update ->
                owners.change(id, update.displayName(), update.attributes(), Optional.empty(), now);
            case ChangeParticipantStatus change ->
                owners.change(id, Optional.empty(), Optional.empty(), Optional.of(change.status()), now);
            case CreateGroup create -> owners.create(id, create, now);
            case UpdateGroup update -> owners.update(id, update, now);
            case ArchiveGroup archive -> owners.archive(id, questions.balances(id), now);
            case AddGroupMembers add -> owners.add(id, add, now);
            case RemoveGroupMember remove -> owners.remove(id, remove, now);
            case GetProgram get -> catalogue.found(id.asProgram());
            case GetAsset get -> catalogue.found(id.asAsset());
            case ListPrograms list -> catalogue.list(list);
            case ListAssets list -> catalogue.list(list);
            case GetParticipant get -> questions.participant(id);
            case GetGroup get -> questions.group(id);
            case GetBalances get -> questions.balances(request, get);
            case ListLots list -> questions.list(request, list);
            case ListHolds list -> questions.list(request, list);
            case GetHold get -> questions.hold(request, get);
            case GetTransfer get -> transfers.get(request, get);
            case ReserveCommand command -> reserveCommands.answer(request, command, now, drawn);
            case GetReserveHold get -> reserveQuestions.get(request, get);
            case GetReserveRelease get -> reserveQuestions.get(request, get);
            case GetReservePlan get -> reserveQuestions.get(request, get, now);
            case ListReserveHolds list -> reserveQuestions.list(request, list);
            case ListReserveReleases list -> reserveQuestions.list(request, list);
            case ListReservePlans list -> reserveQuestions.list(request, list, now);
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
