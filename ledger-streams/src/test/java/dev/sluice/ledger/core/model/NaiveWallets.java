package dev.sluice.ledger.core.model;

import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.WalletCommand;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.IssuancePolicy;
import java.math.BigDecimal;
import java.util.Optional;

/** The wallets of programs: one amount of an asset each. */
final class NaiveWallets {

    private final NaiveCatalogue catalogue;
    private final NaivePots pots;

    NaiveWallets(NaiveCatalogue catalogue, NaivePots pots) {
        this.catalogue = catalogue;
        this.pots = pots;
    }

    static void giveTo(NaivePot wallet, BigDecimal amount) {
        wallet.add(wallet.nameless(), Bucket.AVAILABLE, Optional.empty(), amount);
    }

    static void takeFrom(NaivePot wallet, BigDecimal amount) {
        wallet.take(wallet.pieces(Bucket.AVAILABLE).getFirst(), amount);
    }

    Verdict answer(Request request, WalletCommand command, Verdict.Drawn drawn) {
        var isOfProgram = request.accountKind().orElse(AccountKind.PROGRAM) == AccountKind.PROGRAM;
        var program = catalogue.program(request.accountId().asProgram()).filter(found -> isOfProgram);
        var asset = catalogue.asset(command.assetId());
        var amount = command.amount().value();
        var faults = new NaiveFaults();
        faults.check(program, asset, true, true);
        faults.checkAmount(amount, asset);
        faults.add(
                asset.isPresent() && asset.get().issuancePolicy() != IssuancePolicy.PREFUNDED,
                RejectionCode.UNSUITABLE_FIELD);
        if (program.isPresent() && asset.isPresent()) {
            var there = pots.wallet(program.get().id(), asset.get());
            var sum = there.sum(Bucket.AVAILABLE);
            switch (command) {
                case FundWallet fund ->
                    faults.add(there.isTooLong(sum.add(amount)), RejectionCode.BALANCE_LIMIT_EXCEEDED);
                case BurnWallet burn -> faults.add(sum.compareTo(amount) < 0, RejectionCode.INSUFFICIENT_PROGRAM_FUNDS);
            }
        }
        if (!faults.areNone()) {
            return faults.first();
        }
        var wallet = pots.wallet(program.orElseThrow().id(), asset.orElseThrow());
        switch (command) {
            case FundWallet fund -> giveTo(wallet, amount);
            case BurnWallet burn -> takeFrom(wallet, amount);
        }
        return Verdict.booked(new Moved(
                command instanceof FundWallet ? Moved.Kind.FUND : Moved.Kind.BURN,
                wallet.amount(amount),
                Optional.empty(),
                asset.get().id(),
                program.get().id(),
                wallet.buckets(),
                drawn.entry(),
                "Processed " + wallet.amount(amount),
                command.referenceId(),
                Optional.empty(),
                Optional.empty()));
    }
}
