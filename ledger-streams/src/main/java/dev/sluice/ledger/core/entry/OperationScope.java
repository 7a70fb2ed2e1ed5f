package dev.sluice.ledger.core.entry;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;

import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.journal.Cause;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.InventoryMode;
import java.util.Optional;
import java.util.function.Function;

/**
 * The scope of a balance operation, once the checks that all of them share have passed: the program, the asset and the account
 * exist, belong together, and are in a state that allows the operation.
 *
 * @param amount what was asked for, at the asset's scale
 */
public record OperationScope(
        LedgerView view,
        Request request,
        BalanceCommand command,
        Asset asset,
        Balance balance,
        Optional<Amount> amount) {

    /** The statuses that an operation needs. */
    public enum Needs {
        /** Value comes in or is committed: everything must be. */
        ALL_ACTIVE,
        /** Value goes back to its owner: the program need not be. */
        ACCOUNT_ACTIVE,
        /** Value goes back to where it came from: that must still take it, but neither the account nor the program need be. */
        ASSET_ACTIVE,
        /** Value ends: nothing need be, so that what is left behind can always be cleaned up. */
        NOTHING
    }

    /**
     * Makes the common checks in their order, and hands on to the operation's own rule.
     *
     * @param lotField a field of the request that only means something for lots, if it has one
     */
    public static Decision within(
            LedgerView view,
            Request request,
            BalanceCommand command,
            Needs needs,
            Optional<String> lotField,
            Function<OperationScope, Decision> rule) {
        var program = view.program(command.programId());
        if (program.isEmpty()) {
            return Refused.because(PROGRAM_NOT_FOUND, "Expected an existing program, but got %s", command.programId());
        }
        var asset = view.asset(command.assetId());
        if (asset.isEmpty()) {
            return Refused.because(ASSET_NOT_FOUND, "Expected an existing asset, but got %s", command.assetId());
        }
        var owner = AccountChecks.ownerOf(view, request);
        if (owner.isEmpty()) {
            return AccountChecks.notFound(request);
        }
        var refused = inactive(
                        program.get(),
                        asset.get(),
                        request.accountId(),
                        owner.get().status(),
                        needs)
                .or(() -> notOfLots(lotField, asset.get()))
                .or(() -> tooFine(command, asset.get()));
        if (refused.isPresent()) {
            return refused.get();
        }
        return rule.apply(of(view, request, command, asset.get()));
    }

    /** The scope of a command that was checked before, and is booked whatever has happened since. */
    public static OperationScope unchecked(LedgerView view, Request request, BalanceCommand command) {
        var asset = view.asset(command.assetId())
                .orElseThrow(() -> Invariant.broken("Asset %s is booked on and unknown", command.assetId()));
        return of(view, request, command, asset);
    }

    private static OperationScope of(LedgerView view, Request request, BalanceCommand command, Asset asset) {
        var balance = view.balance(request.accountId(), asset.id())
                .orElseGet(() -> Balance.empty(request.accountId(), asset.id(), asset.scale()));
        var amount = command.requestedAmount().flatMap(asked -> asked.atScale(asset.scale()));
        return new OperationScope(view, request, command, asset, balance, amount);
    }

    private static Optional<Refused> inactive(
            Program program, Asset asset, AccountId account, AccountStatus status, Needs needs) {
        var unusable = CatalogChecks.notLinked(program, asset)
                .or(() -> needs == Needs.ALL_ACTIVE ? CatalogChecks.notActive(program) : Optional.empty())
                .or(() -> needs != Needs.NOTHING ? CatalogChecks.notActive(asset) : Optional.empty());
        if (unusable.isPresent()) {
            return unusable.map(Refused::new);
        }
        var needsAccount = needs == Needs.ALL_ACTIVE || needs == Needs.ACCOUNT_ACTIVE;
        if (needsAccount && status != AccountStatus.ACTIVE) {
            return Optional.of(Refused.because(
                    ACCOUNT_NOT_ACTIVE, "Expected account %s to be ACTIVE, but it is %s", account, status));
        }
        return Optional.empty();
    }

    private static Optional<Refused> notOfLots(Optional<String> lotField, Asset asset) {
        return lotField.filter(field -> asset.inventoryMode() != InventoryMode.LOT)
                .map(field -> Refused.atField(
                        LOT_MODE_REQUIRED,
                        field,
                        "Expected no %s, since asset %s is %s and has no lots",
                        field,
                        asset.symbol(),
                        asset.inventoryMode()));
    }

    private static Optional<Refused> tooFine(BalanceCommand command, Asset asset) {
        return command.requestedAmount()
                .filter(amount -> amount.atScale(asset.scale()).isEmpty())
                .map(amount -> Refused.atField(
                        INVALID_SCALE,
                        "amount",
                        "Expected an amount with at most %d decimals, but got %s",
                        asset.scale(),
                        amount));
    }

    /** The refusal of an amount above the asset's limit; "all that matches" has no amount, and so no limit. */
    public Optional<Refused> aboveLimit() {
        return amount.flatMap(asked -> asset.maxTransactionAmount()
                .filter(asked::exceeds)
                .map(limit -> Refused.atField(
                        MAX_TRANSACTION_AMOUNT_EXCEEDED,
                        "amount",
                        "Expected at most %s in one operation on %s, but got %s",
                        limit,
                        asset.symbol(),
                        asked)));
    }

    /** Whether the asset keeps lots. */
    public boolean isLotMode() {
        return asset.inventoryMode() == InventoryMode.LOT;
    }

    /** What an entry of this type does on the account. */
    public BalanceEntry entry(EntryType type) {
        return draft(view.nextIds().entry(), type).on(balance);
    }

    /** An entry that says of its cause what the command says. */
    public EntryDraft draft(EntryId id, EntryType type) {
        return new EntryDraft(view, id, type, request.accountId(), asset, causeOf(request, command));
    }

    /** What the entries of a command say of why they were made. */
    public static Cause causeOf(Request request, BalanceCommand command) {
        return new Cause(
                Optional.of(command.programId()),
                command.description(),
                command.reference(),
                command.metadata(),
                Optional.of(request.idempotencyKey()));
    }

    /** The message of every balance operation that was done. */
    public static String processed(Amount amount) {
        return "Processed " + amount;
    }
}
