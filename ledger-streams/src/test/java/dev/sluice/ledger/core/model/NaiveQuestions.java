package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;

import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.GroupFound;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.reply.HoldPage;
import dev.sluice.schema.reply.HoldRow;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.reply.Pagination;
import dev.sluice.schema.reply.ParticipantFound;
import dev.sluice.schema.request.BalanceQuestion;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.HoldQuestion;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.HoldStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answers to questions about an account: balances, lots and holds. A list is answered whole, whatever the page that was
 * asked for.
 */
final class NaiveQuestions {

    private final NaiveCatalogue catalogue;
    private final NaiveOwners owners;
    private final NaivePots pots;

    NaiveQuestions(NaiveCatalogue catalogue, NaiveOwners owners, NaivePots pots) {
        this.catalogue = catalogue;
        this.owners = owners;
        this.pots = pots;
    }

    private static Verdict no(RejectionCode code) {
        return new Verdict.No(code);
    }

    Verdict answer(Request request, BalanceQuestion question) {
        return switch (question) {
            case GetParticipant get -> participant(request.accountId());
            case GetGroup get -> group(request.accountId());
            case GetBalances get -> balances(request, get);
            case ListLots list -> list(request, list);
        };
    }

    Verdict answer(Request request, HoldQuestion question) {
        return switch (question) {
            case ListHolds list -> list(request, list);
            case GetHold get -> hold(request, get);
        };
    }

    private Verdict participant(AccountId id) {
        return owners.owner(id).orElse(null) instanceof Participant found
                ? Verdict.told(new ParticipantFound(found, balances(id)))
                : no(ACCOUNT_NOT_FOUND);
    }

    private Verdict group(AccountId id) {
        return owners.owner(id).orElse(null) instanceof Group found
                ? Verdict.told(new GroupFound(found, balances(id)))
                : no(ACCOUNT_NOT_FOUND);
    }

    List<AssetBalance> balances(AccountId account) {
        return pots.of(account).stream().map(this::balance).toList();
    }

    private AssetBalance balance(NaivePot pot) {
        var buckets = pot.buckets();
        var symbol = catalogue.asset(pot.asset).orElseThrow().symbol();
        return new AssetBalance(pot.asset, symbol, buckets.available(), buckets.held(), buckets.deferred());
    }

    private Verdict balances(Request request, GetBalances get) {
        var id = request.accountId();
        var isWallet = request.accountKind().equals(Optional.of(AccountKind.PROGRAM));
        if (isWallet && catalogue.program(id.asProgram()).isEmpty()) {
            return no(PROGRAM_NOT_FOUND);
        }
        var asset = get.assetId().flatMap(catalogue::asset);
        if (get.assetId().isPresent() && asset.isEmpty()) {
            return no(ASSET_NOT_FOUND);
        }
        if (!isWallet && owners.of(request).isEmpty()) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var rows = isWallet
                ? pots.ofWallet(id.asProgram()).stream().map(this::balance).toList()
                : balances(id);
        if (asset.isEmpty()) {
            return Verdict.told(new BalanceList(rows));
        }
        return Verdict.told(new BalanceList(rows.stream()
                .filter(row -> row.assetId().equals(asset.get().id()))
                .findFirst()
                .or(() -> Optional.of(
                        balance(new NaivePot(asset.get().id(), asset.get().scale(), false))))
                .stream()
                .toList()));
    }

    private Verdict list(Request request, ListLots list) {
        if (list.cursor().isPresent()) {
            return no(INVALID_FIELD);
        }
        if (catalogue.asset(list.assetId()).isEmpty()) {
            return no(ASSET_NOT_FOUND);
        }
        if (owners.of(request).isEmpty()) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var rows = pots.of(request.accountId(), list.assetId()).stream()
                .flatMap(pot -> NaiveRows.lots(pot).stream()
                        .filter(row -> list.referenceId().isEmpty()
                                || list.referenceId().equals(row.referenceId())
                                || list.referenceId().equals(referenceOfHold(pot, row))))
                .filter(row -> isListed(list, row))
                .toList();
        return Verdict.told(new LotPage(rows, Pagination.last()));
    }

    private static Optional<String> referenceOfHold(NaivePot pot, LotRow row) {
        return pot.holds.stream()
                .filter(hold -> row.holdId().equals(Optional.of(hold.id)))
                .findFirst()
                .flatMap(hold -> hold.reference);
    }

    private static boolean isListed(ListLots list, LotRow row) {
        var before = list.expiresBefore();
        var after = list.expiresAfter();
        return (list.status().isEmpty() || list.status().get() == row.status())
                && (before.isEmpty()
                        || (row.expiresAt().isPresent() && row.expiresAt().get().isBefore(before.get())))
                && (after.isEmpty()
                        || (row.expiresAt().isPresent() && row.expiresAt().get().isAfter(after.get())));
    }

    private Verdict list(Request request, ListHolds list) {
        if (list.cursor().isPresent()) {
            return no(INVALID_FIELD);
        }
        if (list.assetId().isPresent() && catalogue.asset(list.assetId().get()).isEmpty()) {
            return no(ASSET_NOT_FOUND);
        }
        if (owners.of(request).isEmpty()) {
            return no(ACCOUNT_NOT_FOUND);
        }
        return Verdict.told(new HoldPage(
                holds(request.accountId()).stream()
                        .filter(row -> list.status().isEmpty() || list.status().get() == row.status())
                        .filter(row ->
                                list.assetId().isEmpty() || list.assetId().get().equals(row.assetId()))
                        .filter(row -> list.referenceId().isEmpty()
                                || list.referenceId().equals(row.referenceId()))
                        .toList(),
                Pagination.last()));
    }

    private List<HoldRow> holds(AccountId account) {
        var rows = new ArrayList<HoldRow>();
        for (var status : List.of(HoldStatus.OPEN, HoldStatus.CLOSED)) {
            pots.of(account).forEach(pot -> rows.addAll(NaiveRows.holds(pot, status)));
        }
        return rows;
    }

    private Verdict hold(Request request, GetHold get) {
        if (owners.of(request).isEmpty()) {
            return no(ACCOUNT_NOT_FOUND);
        }
        return holds(request.accountId()).stream()
                .filter(row -> row.id().equals(get.holdId()))
                .findFirst()
                .map(row -> Verdict.told(new HoldFound(row)))
                .orElse(no(HOLD_NOT_FOUND));
    }
}
