package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.TRANSFER_NOT_FOUND;

import dev.sluice.ledger.core.model.NaivePot.Lot;
import dev.sluice.ledger.core.model.NaivePot.Taken;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.reply.TransferFound;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.TransferQuestion;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.TransferStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Transfers, done naively: the faults of the source are told before those of the recipients; if there are none, pieces
 * are taken from the front of the source's list and shared out in the order of the recipients.
 */
final class NaiveTransfers {

    private final NaiveCatalogue catalogue;
    private final NaiveOwners owners;
    private final NaivePots pots;
    private final NaiveReserves reserves;
    private final List<TransferRecord> done = new ArrayList<>();

    NaiveTransfers(NaiveCatalogue catalogue, NaiveOwners owners, NaivePots pots, NaiveReserves reserves) {
        this.catalogue = catalogue;
        this.owners = owners;
        this.pots = pots;
        this.reserves = reserves;
    }

    List<EntryId> idsOf(AccountId source) {
        return done.stream()
                .filter(transfer -> transfer.sourceId().equals(source))
                .map(TransferRecord::journalEntryId)
                .toList();
    }

    Verdict answer(Request request, TransferQuestion question) {
        return switch (question) {
            case GetTransfer get -> get(request, get);
        };
    }

    private Verdict get(Request request, GetTransfer get) {
        if (owners.of(request).isEmpty()) {
            return new Verdict.No(ACCOUNT_NOT_FOUND);
        }
        return done.stream()
                .filter(transfer -> transfer.sourceId().equals(request.accountId())
                        && transfer.journalEntryId().equals(get.journalEntryId()))
                .findFirst()
                .map(transfer -> Verdict.told(new TransferFound(transfer)))
                .orElse(new Verdict.No(TRANSFER_NOT_FOUND));
    }

    Verdict answer(Request request, Transfer transfer, Instant now, Verdict.Drawn drawn) {
        var total = transfer.recipients().stream()
                .map(recipient -> recipient.amount().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var ofSource = faultsOfSource(request, transfer, total);
        if (!ofSource.areNone()) {
            return ofSource.first();
        }
        var asset = catalogue.asset(transfer.assetId()).orElseThrow();
        var ofRecipients = faultsOfRecipients(transfer, asset);
        if (!ofRecipients.areNone()) {
            return ofRecipients.first();
        }
        var source = pots.pot(request.accountId(), asset);
        share(transfer, asset, taken(source, total), now, drawn);
        done.add(new TransferRecord(
                drawn.entry(),
                request.accountId(),
                transfer.programId(),
                transfer.assetId(),
                transfer.description(),
                transfer.referenceId(),
                source.amount(total),
                TransferStatus.POSTED,
                transfer.recipients().stream()
                        .map(recipient -> new TransferRecord.Leg(
                                recipient.accountId(),
                                recipient.accountKind(),
                                source.amount(recipient.amount().value())))
                        .toList(),
                Optional.empty(),
                now,
                transfer.metadata()));
        return Verdict.booked(new Transferred(
                asset.id(), drawn.entry(), transfer.recipients().size(), request.accountId(), source.amount(total)));
    }

    private NaiveFaults faultsOfSource(Request request, Transfer transfer, BigDecimal total) {
        var faults = new NaiveFaults();
        var asset = catalogue.asset(transfer.assetId());
        faults.check(transfer, catalogue.program(transfer.programId()), asset, owners.of(request));
        transfer.recipients()
                .forEach(recipient -> faults.checkAmount(recipient.amount().value(), asset));
        if (asset.isPresent()) {
            var limit = asset.get().maxTransactionAmount();
            var available = pots.pot(request.accountId(), asset.get()).sum(Bucket.AVAILABLE);
            faults.add(
                    transfer.preserveLots() && asset.get().inventoryMode() == InventoryMode.SIMPLE, LOT_MODE_REQUIRED);
            faults.add(limit.isPresent() && total.compareTo(limit.get().value()) > 0, MAX_TRANSACTION_AMOUNT_EXCEEDED);
            faults.add(total.compareTo(available) > 0, INSUFFICIENT_BALANCE);
        }
        return faults;
    }

    private NaiveFaults faultsOfRecipients(Transfer transfer, Asset asset) {
        var faults = new NaiveFaults();
        var after = new HashMap<AccountId, BigDecimal>();
        for (var recipient : transfer.recipients()) {
            var id = recipient.accountId();
            var owner = owners.owner(id).filter(found -> found.kind() == recipient.accountKind());
            var pot = pots.pot(id, asset);
            var sum = after.getOrDefault(id, pot.all()).add(recipient.amount().value());
            after.put(id, sum);
            faults.add(owner.isEmpty(), ACCOUNT_NOT_FOUND);
            faults.add(owner.isPresent() && owner.get().status() != AccountStatus.ACTIVE, ACCOUNT_NOT_ACTIVE);
            faults.add(pot.isTooLong(sum), BALANCE_LIMIT_EXCEEDED);
        }
        return faults;
    }

    /** What the source gives: pieces of its lots, oldest first, that are in no pot any more. */
    private static Deque<Taken> taken(NaivePot source, BigDecimal total) {
        var taken = new ArrayDeque<>(Taken.upTo(source.pieces(Bucket.AVAILABLE), total));
        taken.forEach(part -> source.take(part.piece(), part.amount()));
        source.finish(Set.of());
        return taken;
    }

    private void share(Transfer transfer, Asset asset, Deque<Taken> taken, Instant now, Verdict.Drawn drawn) {
        var opened = 0;
        var reserved = 0;
        for (var recipient : transfer.recipients()) {
            var pot = pots.pot(recipient.accountId(), asset);
            var share = recipient.amount().value();
            var spendable = new LinkedHashMap<Lot, BigDecimal>();
            if (!pot.hasLots) {
                spendable.put(pot.nameless(), pot.add(pot.nameless(), Bucket.AVAILABLE, Optional.empty(), share));
            } else if (!transfer.preserveLots()) {
                var id = drawn.lot(opened++);
                var lot = pot.open(id, share, now, Optional.empty(), Optional.empty(), transfer.referenceId());
                spendable.put(lot, pot.add(lot, Bucket.AVAILABLE, Optional.empty(), share));
            } else {
                for (var part : partsOf(taken, share)) {
                    var old = part.piece().lot;
                    var id = drawn.lot(opened++);
                    var lot = pot.open(
                            id, part.amount(), old.earned, old.expires, Optional.empty(), transfer.referenceId());
                    spendable.put(lot, pot.add(lot, Bucket.AVAILABLE, Optional.empty(), part.amount()));
                }
            }
            var charge = new NaiveCharge(
                    recipient.accountId(),
                    pot,
                    transfer.programId(),
                    drawn.entry().toString(),
                    share,
                    spendable);
            if (reserves.share(charge, drawn.hold(reserved), now)) {
                reserved++;
            }
            pot.finish(Set.of());
        }
    }

    /** The next parts that make up this share; what is left of the last one stays in front. */
    private static List<Taken> partsOf(Deque<Taken> taken, BigDecimal share) {
        var parts = new ArrayList<Taken>();
        var left = share;
        while (left.signum() > 0) {
            var first = taken.removeFirst();
            var part = first.amount().min(left);
            parts.add(new Taken(first.piece(), part));
            if (first.amount().compareTo(part) > 0) {
                taken.addFirst(new Taken(first.piece(), first.amount().subtract(part)));
            }
            left = left.subtract(part);
        }
        return parts;
    }
}
