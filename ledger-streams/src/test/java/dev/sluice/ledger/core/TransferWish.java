package dev.sluice.ledger.core;

import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A transfer that a test asks for, said word by word; of points in the shop, where it does not say otherwise. */
public final class TransferWish implements LedgerScenario.Step {

    private final LedgerScenario.Account source;
    private final List<Recipient> recipients = new ArrayList<>();
    private Optional<AccountKind> sourceKind = Optional.empty();
    private ProgramId program = LedgerScenario.SHOP;
    private AssetId asset = LedgerScenario.POINTS;
    private Optional<String> reference = Optional.empty();
    private boolean preservesLots;

    TransferWish(LedgerScenario.Account source) {
        this.source = source;
    }

    /** To a participant, named by its account. */
    public TransferWish to(LedgerScenario.Account recipient, String amount) {
        return to(amount, Optional.empty(), Optional.of(recipient), Optional.empty());
    }

    public TransferWish toGroup(LedgerScenario.Account recipient, String amount) {
        return to(amount, Optional.empty(), Optional.empty(), Optional.of(recipient));
    }

    /** To a participant, named by its external id. */
    public TransferWish toExternal(String recipient, String amount) {
        return to(amount, Optional.of(recipient), Optional.empty(), Optional.empty());
    }

    private TransferWish to(
            String amount,
            Optional<String> externalId,
            Optional<LedgerScenario.Account> participant,
            Optional<LedgerScenario.Account> group) {
        recipients.add(new Recipient(
                Amount.parse(amount),
                externalId,
                participant.map(LedgerScenario.Account::id),
                group.map(LedgerScenario.Account::id)));
        return this;
    }

    /** Of another asset than points. */
    public TransferWish in(AssetId other) {
        asset = other;
        return this;
    }

    public TransferWish within(ProgramId other) {
        program = other;
        return this;
    }

    /** Says of which kind its source is. */
    public TransferWish asA(AccountKind ofKind) {
        sourceKind = Optional.of(ofKind);
        return this;
    }

    public TransferWish withReference(String text) {
        reference = Optional.of(text);
        return this;
    }

    public TransferWish preservingLots() {
        preservesLots = true;
        return this;
    }

    public Transfer operation() {
        return new Transfer(program, asset, "Test", recipients, preservesLots, reference, Map.of());
    }

    @Override
    public void happenIn(LedgerScenario scenario) {
        var bare = scenario.request(source.id(), operation());
        scenario.ask(new Request(bare.accountId(), sourceKind, bare.idempotencyKey(), bare.operation()));
    }

    @Override
    public String toString() {
        return source + " transfers to " + recipients;
    }
}
