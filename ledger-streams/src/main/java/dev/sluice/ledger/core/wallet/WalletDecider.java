package dev.sluice.ledger.core.wallet;

import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;

import dev.sluice.ledger.core.catalog.ProgramDecider;
import dev.sluice.ledger.core.entry.CatalogChecks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.journal.Cause;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.WalletCommand;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.SystemAccount;
import java.util.Optional;

/**
 * Fills the wallet of a program from issuance, and ends what is in it. An asset's limit for one operation is meant for what
 * its holders do, and does not hold here.
 */
public final class WalletDecider {

    private WalletDecider() {}

    public static Decision decide(LedgerView view, Request request, WalletCommand command) {
        return switch (command) {
            case FundWallet fund -> fund(view, request, fund);
            case BurnWallet burn -> burn(view, request, burn);
        };
    }

    /** The scope of a wallet command, once the common checks have passed. */
    private record Scope(
            LedgerView view, Request request, WalletCommand command, Program program, Asset asset, Amount amount) {}

    private static Decision fund(LedgerView view, Request request, FundWallet fund) {
        return within(view, request, fund, scope -> {
            var after = Wallets.balance(view, scope.program().id(), scope.asset())
                    .available()
                    .plus(scope.amount());
            if (after.digits() > Amount.DIGITS_MAX) {
                return Refused.because(
                        BALANCE_LIMIT_EXCEEDED,
                        "Expected a balance of at most %d digits, but it would be %s",
                        Amount.DIGITS_MAX,
                        after);
            }
            return booked(scope, EntryType.FUND, Moved.Kind.FUND, SystemAccount.SYSTEM_ISSUANCE, scope.amount(), after);
        });
    }

    private static Decision burn(LedgerView view, Request request, BurnWallet burn) {
        return within(view, request, burn, scope -> {
            var shortage = Wallets.objection(view, scope.program().id(), scope.asset(), scope.amount());
            if (shortage.isPresent()) {
                return new Refused(shortage.get());
            }
            var after = Wallets.balance(view, scope.program().id(), scope.asset())
                    .available()
                    .minus(scope.amount());
            var taken = scope.amount().negated();
            return booked(scope, EntryType.BURN, Moved.Kind.BURN, SystemAccount.SYSTEM_BREAKAGE, taken, after);
        });
    }

    /** The command's own rule, after the common checks. */
    private interface Rule {
        Decision of(Scope scope);
    }

    private static Decision within(LedgerView view, Request request, WalletCommand command, Rule rule) {
        var asset = view.asset(command.assetId());
        if (asset.isPresent() && asset.get().issuancePolicy() != IssuancePolicy.PREFUNDED) {
            return Refused.atField(
                    UNSUITABLE_FIELD,
                    "asset_id",
                    "Expected a PREFUNDED asset, but %s is %s and has no wallet",
                    asset.get().symbol(),
                    asset.get().issuancePolicy());
        }
        var program = view.program(request.accountId().asProgram())
                .filter(found -> request.accountKind().orElse(AccountKind.PROGRAM) == AccountKind.PROGRAM);
        if (program.isEmpty()) {
            return ProgramDecider.notFound(request);
        }
        if (asset.isEmpty()) {
            return Refused.atField(
                    ASSET_NOT_FOUND, "asset_id", "Expected an existing asset, but got %s", command.assetId());
        }
        return unfit(program.get(), asset.get(), command)
                .<Decision>map(refused -> refused)
                .orElseGet(() -> rule.of(new Scope(
                        view,
                        request,
                        command,
                        program.get(),
                        asset.get(),
                        command.amount().atScale(asset.get().scale()).orElseThrow())));
    }

    private static Optional<Refused> unfit(Program program, Asset asset, WalletCommand command) {
        var unusable = CatalogChecks.unusable(program, asset);
        if (unusable.isPresent()) {
            return unusable.map(Refused::new);
        }
        return command.amount().atScale(asset.scale()).isPresent()
                ? Optional.empty()
                : Optional.of(Refused.atField(
                        INVALID_SCALE,
                        "amount",
                        "Expected an amount with at most %d decimals, but got %s",
                        asset.scale(),
                        command.amount()));
    }

    /** The wallet changes by the amount, and the system account by its opposite. */
    private static Decision booked(
            Scope scope, EntryType type, Moved.Kind kind, SystemAccount otherSide, Amount change, Amount after) {
        var command = scope.command();
        var cause = new Cause(
                Optional.of(scope.program().id()),
                command.description(),
                command.referenceId(),
                command.metadata(),
                Optional.of(scope.request().idempotencyKey()));
        var account = scope.request().accountId();
        var entry = new EntryDraft(scope.view(), scope.view().nextIds().entry(), type, account, scope.asset(), cause);
        entry.system(otherSide, change.negated());
        entry.wallet(account, change);
        var zero = Amount.zero(scope.asset().scale());
        return new Accepted(
                entry.toEntry(),
                new Moved(
                        kind,
                        scope.amount(),
                        Optional.empty(),
                        scope.asset().id(),
                        scope.program().id(),
                        new Buckets(after, zero, zero),
                        entry.id(),
                        OperationScope.processed(scope.amount()),
                        command.referenceId(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
