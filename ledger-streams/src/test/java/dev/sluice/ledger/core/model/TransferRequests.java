package dev.sluice.ledger.core.model;

import static dev.sluice.ledger.core.model.RequestMaker.NO_SHOP;
import static dev.sluice.ledger.core.model.RequestMaker.OTHER_SHOP;
import static dev.sluice.ledger.core.model.RequestMaker.SHOP;

import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.InventoryMode;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Transfers, and what is done with the wallets of programs. */
final class TransferRequests {

    private final Chance chance;

    TransferRequests(Chance chance) {
        this.chance = chance;
    }

    void addTo(RequestMaker.Makers makers) {
        makers.make(200, Transfer.class, this::transfer);
        makers.make(14, FundWallet.class, () -> {
            chance.account = programOrNone();
            return new FundWallet(prefunded(), chance.amountOrHuge(60, 9), "Fund", chance.reference(), Map.of());
        });
        makers.make(10, BurnWallet.class, () -> {
            chance.account = programOrNone();
            return new BurnWallet(prefunded(), burned(), "Burn", chance.reference(), Map.of());
        });
        makers.make(12, GetTransfer.class, () -> {
            chance.turnToOneOf(someone -> !chance.known.transferIds(someone).isEmpty());
            return new GetTransfer(transferId());
        });
    }

    /** Often most of what there is at the beginning, so that who needs it next meets a wallet that has not enough. */
    private Amount burned() {
        return chance.isOneIn(3) ? Amount.parse("35") : chance.amount();
    }

    /** Half of them are anybody's, so that value comes back to those who have lots, holds and debts of their own. */
    private Transfer transfer() {
        if (chance.isOneIn(2)) {
            chance.account = chance.isOneIn(4) ? chance.group() : chance.someone();
        } else {
            chance.turnToWhoHas(Bucket.AVAILABLE);
        }
        if (chance.isOneIn(2)) {
            chance.turnToValue();
        }
        var recipients = new ArrayList<Recipient>();
        var count = chance.isOneIn(3) ? 2 + chance.random.nextInt(4) : 1;
        while (recipients.size() < count) {
            var recipient = recipient();
            if (!recipient.accountId().equals(chance.account)) {
                recipients.add(recipient);
            }
        }
        var preserve = chance.asset.mode == InventoryMode.LOT ? chance.isOneIn(2) : chance.isOneIn(30);
        return new Transfer(
                chance.program(), chance.asset.id, "Transfer", recipients, preserve, chance.reference(), Map.of());
    }

    private Recipient recipient() {
        var amount = chance.amountOrHuge(25, 4);
        if (chance.isOneIn(5)) {
            return new Recipient(amount, Optional.empty(), Optional.empty(), Optional.of(chance.groupOrSomeone(6)));
        }
        return chance.isOneIn(2)
                ? new Recipient(
                        amount,
                        Optional.of(chance.isOneIn(25) ? "nobody" : chance.oneOf(chance.known.participants())),
                        Optional.empty(),
                        Optional.empty())
                : new Recipient(
                        amount,
                        Optional.empty(),
                        Optional.of(
                                chance.isOneIn(25) ? chance.oneOf(chance.group(), SHOP.account()) : chance.someone()),
                        Optional.empty());
    }

    private AccountId programOrNone() {
        return chance.isOneIn(12) ? chance.oneOf(OTHER_SHOP, NO_SHOP).account() : SHOP.account();
    }

    private AssetId prefunded() {
        return chance.isOneIn(12) ? chance.asset.id : chance.oneOf(AssetKind.GIFT, AssetKind.GIFT, AssetKind.CASH).id;
    }

    private EntryId transferId() {
        var ids = chance.ofSomebody(chance.known::transferIds);
        return ids.isEmpty() || chance.isOneIn(5) ? new EntryId(Chance.unknownId()) : chance.oneOf(ids);
    }
}
