package dev.sluice.ledger.core.transfer;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;

import dev.sluice.ledger.core.entry.BalanceEntry;
import dev.sluice.ledger.core.entry.CatalogChecks;
import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.Part;
import dev.sluice.ledger.core.entry.ReserveShare;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.ProgramId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Value that comes from another account: whether it can be received, and how it is. */
public final class Receiving {

    private Receiving() {}

    /** The first objection in the documented order to any of the legs, all of which are on this partition. */
    public static Optional<Objection> objection(LedgerView view, ProgramId programId, AssetId assetId, List<Leg> legs) {
        var program = view.program(programId);
        var asset = view.asset(assetId);
        var first = Optional.<Objection>empty();
        var received = new HashMap<AccountId, Amount>();
        for (var leg : legs) {
            var soFar = received.getOrDefault(leg.accountId(), Amount.zero(0)).plus(leg.amount());
            received.put(leg.accountId(), soFar);
            var rejection = program.isEmpty()
                    ? Optional.of(rejection(PROGRAM_NOT_FOUND, "Expected an existing program, but got %s", programId))
                    : asset.isEmpty()
                            ? Optional.of(rejection(ASSET_NOT_FOUND, "Expected an existing asset, but got %s", assetId))
                            : rejection(view, program.get(), asset.get(), leg, soFar);
            first = Objection.first(first, rejection.map(found -> new Objection(leg.index(), found)));
        }
        return first;
    }

    private static Optional<Rejection> rejection(
            LedgerView view, Program program, Asset asset, Leg leg, Amount received) {
        var owner = view.owner(leg.accountId()).filter(found -> found.kind() == leg.accountKind());
        if (owner.isEmpty()) {
            return Optional.of(atLeg(
                    ACCOUNT_NOT_FOUND,
                    leg,
                    "Expected an existing %s, but got %s",
                    leg.accountKind().name().toLowerCase(Locale.ROOT),
                    leg.accountId()));
        }
        var unusable = CatalogChecks.unusable(program, asset);
        if (unusable.isPresent()) {
            return unusable;
        }
        var status = owner.get().status();
        if (status != AccountStatus.ACTIVE) {
            return Optional.of(atLeg(
                    ACCOUNT_NOT_ACTIVE,
                    leg,
                    "Expected account %s to be ACTIVE, but it is %s",
                    leg.accountId(),
                    status));
        }
        return tooMuch(view, asset, leg, received);
    }

    private static Optional<Rejection> tooMuch(LedgerView view, Asset asset, Leg leg, Amount received) {
        var balance = balance(view, leg.accountId(), asset);
        var after = balance.available()
                .plus(balance.held())
                .plus(balance.deferred())
                .plus(received);
        return after.digits() <= Amount.DIGITS_MAX
                ? Optional.empty()
                : Optional.of(atLeg(
                        BALANCE_LIMIT_EXCEEDED,
                        leg,
                        "Expected a balance of at most %d digits, but it would be %s",
                        Amount.DIGITS_MAX,
                        after));
    }

    /** Puts the legs' value into AVAILABLE of their accounts, all of which are on this partition, as the lots they name. */
    public static void book(EntryDraft draft, LedgerView view, List<Leg> legs) {
        Map<AccountId, BalanceEntry> accounts = new LinkedHashMap<>();
        for (var leg : legs) {
            if (leg.accountKind() == AccountKind.PROGRAM) {
                draft.wallet(leg.accountId(), leg.amount());
                continue;
            }
            var account =
                    accounts.computeIfAbsent(leg.accountId(), unseen -> draft.on(balance(view, unseen, draft.asset())));
            var spendable = new ArrayList<Part>(1);
            if (leg.lots().isEmpty()) {
                var arrived = account.makesAvailable(Optional.empty(), leg.amount());
                spendable.add(Part.spendable(Optional.empty(), arrived, Optional.empty()));
            }
            for (var terms : leg.lots()) {
                var lot = account.opensLot(
                        terms.amount(),
                        terms.createdAt(),
                        terms.expiresAt(),
                        Optional.empty(),
                        draft.cause().referenceId(),
                        LotOrigin.TRANSFER);
                var arrived = account.arrives(Optional.of(lot), terms.amount(), terms.expiresAt());
                spendable.add(Part.spendable(Optional.of(lot), arrived, terms.expiresAt()));
            }
            reserve(draft, view, account, leg, spendable);
        }
    }

    /** What comes by a transfer is a charge, which the transfer's entry names; a plan takes its share. */
    private static void reserve(
            EntryDraft draft, LedgerView view, BalanceEntry account, Leg leg, List<Part> spendable) {
        var program = draft.cause().programId().orElseThrow();
        var name = draft.id().toString();
        var charge = new ReserveShare.Charge(leg.accountId(), program, name, leg.amount(), spendable);
        ReserveShare.take(view, draft, account, charge);
    }

    private static Balance balance(LedgerView view, AccountId account, Asset asset) {
        return view.balance(account, asset.id()).orElseGet(() -> Balance.empty(account, asset.id(), asset.scale()));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is of a library, and the core knows none
    private static Rejection rejection(RejectionCode code, String expectation, Object... arguments) {
        return Rejection.because(code, expectation.formatted(arguments));
    }

    @SuppressWarnings("AnnotateFormatMethod") // as above
    private static Rejection atLeg(RejectionCode code, Leg leg, String expectation, Object... arguments) {
        return Rejection.atField(code, "#/recipients/" + leg.index(), expectation.formatted(arguments));
    }
}
