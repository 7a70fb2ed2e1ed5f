package dev.sluice.ledger.topology.request;

import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.CatalogCommand;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.OwnerCommand;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.request.WalletCommand;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.util.Optional;

/**
 * An outcome that was made again of the journal, which has no fingerprint of requests. Whether a request is the one that it is of
 * is told by what its reply says: the operation, the program, the asset, and the amount where the request has one.
 */
public final class RestoredOutcome {

    /** What stands in the place of the fingerprint. */
    public static final byte[] FINGERPRINT = new byte[0];

    private RestoredOutcome() {}

    static boolean isOne(Optional<byte[]> fingerprint) {
        return fingerprint.isEmpty() || fingerprint.get().length == FINGERPRINT.length;
    }

    /** Whether the reply can be that of the request. */
    static boolean fits(Reply reply, Request request) {
        return switch (reply) {
            case Refused refused -> true;
            case Completed completed -> fits(completed.result(), request.operation());
        };
    }

    private static boolean fits(Result result, Operation operation) {
        return switch (result) {
            case Adjusted adjusted -> {
                var isKind = adjusted.type() == Adjusted.Type.CREDIT
                        ? operation instanceof Credit
                        : operation instanceof Debit;
                yield isKind
                        && fits(operation, adjusted.programId(), adjusted.assetId(), Optional.of(adjusted.amount()));
            }
            // How much a release releases may be less than was asked for.
            case Moved moved ->
                kindOf(operation).equals(Optional.of(moved.operation()))
                        && fits(
                                operation,
                                moved.programId(),
                                moved.assetId(),
                                Optional.of(moved.amountProcessed())
                                        .filter(amount -> moved.operation() != Moved.Kind.RELEASE));
            case Captured captured ->
                operation instanceof Capture
                        && fits(
                                operation,
                                captured.programId(),
                                captured.assetId(),
                                Optional.of(captured.amountCaptured()));
            case Reversed reversed ->
                operation instanceof Reverse reverse
                        && reverse.journalEntryId().equals(reversed.reversedEntryId())
                        && fits(
                                operation,
                                reversed.programId(),
                                reversed.assetId(),
                                Optional.of(reversed.amountReversed()));
            case Transferred transferred ->
                operation instanceof Transfer transfer
                        && transfer.assetId().equals(transferred.assetId())
                        && transfer.recipients().size() == transferred.recipientCount()
                        && totalOf(transfer).equals(transferred.totalAmount());
            case ProgramStored stored -> operation instanceof CatalogCommand;
            case AssetStored stored -> operation instanceof CatalogCommand;
            case ParticipantStored stored -> operation instanceof OwnerCommand;
            case GroupStored stored -> operation instanceof OwnerCommand;
            case ReserveHoldFound found -> operation instanceof ReserveCommand;
            case ReserveReleaseFound found -> operation instanceof ReserveCommand;
            case ReservePlanFound found -> operation instanceof ReserveCommand;
            default -> false;
        };
    }

    private static Optional<Moved.Kind> kindOf(Operation operation) {
        return switch (operation) {
            case Hold hold -> Optional.of(Moved.Kind.HOLD);
            case Release release -> Optional.of(Moved.Kind.RELEASE);
            case Forfeit forfeit -> Optional.of(Moved.Kind.FORFEIT);
            case VoidHold voidHold -> Optional.of(Moved.Kind.VOID_HOLD);
            case FundWallet fund -> Optional.of(Moved.Kind.FUND);
            case BurnWallet burn -> Optional.of(Moved.Kind.BURN);
            default -> Optional.empty();
        };
    }

    private static boolean fits(Operation operation, ProgramId program, AssetId asset, Optional<Amount> amount) {
        return switch (operation) {
            case BalanceCommand command ->
                command.programId().equals(program)
                        && command.assetId().equals(asset)
                        && agree(command.requestedAmount(), amount);
            case WalletCommand command ->
                command.assetId().equals(asset) && agree(Optional.of(command.amount()), amount);
            default -> false;
        };
    }

    private static boolean agree(Optional<Amount> asked, Optional<Amount> told) {
        return asked.isEmpty() || told.isEmpty() || asked.equals(told);
    }

    private static Amount totalOf(Transfer transfer) {
        return transfer.recipients().stream().map(Transfer.Recipient::amount).reduce(Amount.ZERO, Amount::plus);
    }
}
