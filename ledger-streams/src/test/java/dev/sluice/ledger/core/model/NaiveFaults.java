package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_LINKED;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.ProgramStatus;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every fault that a request has; the first in the documented order is the one to tell. */
final class NaiveFaults {

    private final Set<RejectionCode> faults = new TreeSet<>();

    void add(boolean there, RejectionCode code) {
        if (there) {
            faults.add(code);
        }
    }

    /** What concerns another account is only told where nothing is wrong with the request's own. */
    void addOfAnother(boolean there, RejectionCode code) {
        add(there && areNone(), code);
    }

    boolean areNone() {
        return faults.isEmpty();
    }

    Verdict first() {
        return new Verdict.No(faults.iterator().next());
    }

    /** What all balance operations check of what they are about. */
    void check(BalanceCommand command, Optional<Program> program, Optional<Asset> asset, Optional<Owner> owner) {
        var isForfeit = command instanceof Forfeit;
        var isVoidHold = command instanceof VoidHold;
        var isRelease = command instanceof Release;
        check(owner, !isForfeit && !isVoidHold);
        check(program, asset, !isRelease && !isForfeit && !isVoidHold, !isForfeit);
        command.requestedAmount().ifPresent(amount -> {
            checkAmount(amount.value(), asset);
            checkLimit(amount.value(), asset);
        });
    }

    void check(Optional<Owner> owner, boolean needsActiveOwner) {
        add(owner.isEmpty(), ACCOUNT_NOT_FOUND);
        add(owner.isPresent() && owner.get().status() != AccountStatus.ACTIVE && needsActiveOwner, ACCOUNT_NOT_ACTIVE);
    }

    void check(Optional<Program> program, Optional<Asset> asset, boolean needsActiveProgram, boolean needsActiveAsset) {
        add(program.isEmpty(), PROGRAM_NOT_FOUND);
        add(asset.isEmpty(), ASSET_NOT_FOUND);
        add(
                asset.isPresent()
                        && program.isPresent()
                        && !asset.get().programIds().contains(program.get().id()),
                ASSET_NOT_LINKED);
        add(
                program.isPresent() && program.get().status() != ProgramStatus.ACTIVE && needsActiveProgram,
                PROGRAM_NOT_ACTIVE);
        add(asset.isPresent() && asset.get().status() != AssetStatus.ACTIVE && needsActiveAsset, ASSET_NOT_ACTIVE);
    }

    void checkAmount(BigDecimal amount, Optional<Asset> asset) {
        add(
                asset.isPresent()
                        && amount.stripTrailingZeros().scale() > asset.get().scale(),
                INVALID_SCALE);
    }

    void checkLimit(BigDecimal amount, Optional<Asset> asset) {
        asset.flatMap(Asset::maxTransactionAmount)
                .ifPresent(limit -> add(amount.compareTo(limit.value()) > 0, MAX_TRANSACTION_AMOUNT_EXCEEDED));
    }
}
