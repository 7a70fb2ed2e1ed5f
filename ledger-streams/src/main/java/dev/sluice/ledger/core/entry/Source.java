package dev.sluice.ledger.core.entry;

import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Dispatched;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.SystemAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The source that the value of an asset is issued from and goes back to: issuance, or the program's wallet, which may be on
 * another partition and can't refuse what comes back.
 */
public final class Source {

    private Source() {}

    /** Puts the entry together that takes the value from its account. */
    public interface Taking {

        /**
         * What comes of it: accepted, or refused.
         *
         * @param otherSide puts the other side of what was taken into the draft
         */
        Decision booked(EntryDraft draft, Consumer<EntryDraft> otherSide);
    }

    /** Gives back what is taken. */
    public static Decision giveBack(OperationScope scope, EntryType type, Amount amount, Taking taking) {
        var view = scope.view();
        var here = scope.draft(view.nextIds().entry(), type);
        if (scope.asset().issuancePolicy() != IssuancePolicy.PREFUNDED) {
            return taking.booked(here, draft -> draft.system(SystemAccount.SYSTEM_ISSUANCE, amount));
        }
        var wallet = scope.command().programId().account();
        var partition = view.partitionOf(wallet);
        if (partition == view.partition()) {
            return taking.booked(here, draft -> draft.wallet(wallet, amount));
        }
        var id = view.nextCoordinatedId();
        var decision =
                taking.booked(scope.draft(id, type), draft -> draft.system(SystemAccount.SYSTEM_TRANSIT, amount));
        return decision instanceof Accepted accepted
                ? new Dispatched(
                        Optional.of(accepted.entry()),
                        accepted.result(),
                        new Delivering(id, List.of(partition)),
                        Map.of(partition, bookingOn(wallet, scope, id, type, amount)))
                : decision;
    }

    private static BookingAsked bookingOn(
            AccountId wallet, OperationScope scope, EntryId id, EntryType type, Amount amount) {
        return new BookingAsked(
                id,
                scope.view().partition(),
                type,
                scope.request().accountId(),
                scope.asset().id(),
                OperationScope.causeOf(scope.request(), scope.command()),
                List.of(new Leg(0, wallet, AccountKind.PROGRAM, amount, List.of())));
    }
}
