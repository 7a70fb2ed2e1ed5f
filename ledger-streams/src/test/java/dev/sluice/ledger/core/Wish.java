package dev.sluice.ledger.core;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A balance operation that a test asks for, said word by word; of points in the shop, where it does not say otherwise. */
public final class Wish implements LedgerScenario.Step {

    enum Kind {
        CREDIT,
        DEBIT,
        HOLD,
        RELEASE,
        FORFEIT,
        CAPTURE,
        VOID_HOLD,
        REVERSE
    }

    private final Kind kind;
    private Optional<LedgerScenario.Account> account = Optional.empty();
    private Optional<AccountKind> accountKind = Optional.empty();
    private ProgramId program = LedgerScenario.SHOP;
    private AssetId asset = LedgerScenario.POINTS;
    private Optional<Amount> amount = Optional.empty();
    private Optional<Bucket> bucket = Optional.empty();
    private Optional<String> reference = Optional.empty();
    private Optional<HoldId> hold = Optional.empty();
    private Optional<EntryId> entry = Optional.empty();
    private Optional<String> lotName = Optional.empty();
    private Optional<List<String>> lots = Optional.empty();
    private Optional<Instant> earnedAt = Optional.empty();
    private Optional<Instant> earnedFrom = Optional.empty();
    private Optional<Instant> earnedTo = Optional.empty();
    private Optional<Instant> expiresAt = Optional.empty();
    private Optional<Instant> maturesAt = Optional.empty();
    private boolean allowNegative;

    Wish(Kind kind) {
        this.kind = kind;
    }

    Wish on(LedgerScenario.Account owner) {
        account = Optional.of(owner);
        return this;
    }

    Wish named(String lot) {
        lotName = Optional.of(lot);
        return this;
    }

    public Wish of(String text) {
        amount = Optional.of(Amount.parse(text));
        return this;
    }

    /** Of another asset than points. */
    public Wish in(AssetId other) {
        asset = other;
        return this;
    }

    public Wish within(ProgramId other) {
        program = other;
        return this;
    }

    public Wish asA(AccountKind ofKind) {
        accountKind = Optional.of(ofKind);
        return this;
    }

    public Wish from(Bucket where) {
        bucket = Optional.of(where);
        return this;
    }

    public Wish into(Bucket where) {
        return from(where);
    }

    public Wish withReference(String text) {
        reference = Optional.of(text);
        return this;
    }

    public Wish ofHold(HoldId id) {
        hold = Optional.of(id);
        return this;
    }

    Wish ofEntry(EntryId id) {
        entry = Optional.of(id);
        return this;
    }

    public Wish ofLots(String... names) {
        lots = Optional.of(List.of(names));
        return this;
    }

    public Wish earnedOn(String time) {
        earnedAt = Optional.of(LedgerScenario.instant(time));
        return this;
    }

    public Wish earnedFrom(String time) {
        earnedFrom = Optional.of(LedgerScenario.instant(time));
        return this;
    }

    public Wish earnedTo(String time) {
        earnedTo = Optional.of(LedgerScenario.instant(time));
        return this;
    }

    public Wish expiring(String time) {
        expiresAt = Optional.of(LedgerScenario.instant(time));
        return this;
    }

    public Wish maturing(String time) {
        maturesAt = Optional.of(LedgerScenario.instant(time));
        return this;
    }

    public Wish allowingNegative() {
        allowNegative = true;
        return this;
    }

    @Override
    public void happenIn(LedgerScenario scenario) {
        var ids = lots.map(names -> names.stream().map(scenario::idOf).toList());
        var bare = scenario.request(account.orElseThrow().id(), operation(ids));
        var decision =
                scenario.ask(new Request(bare.accountId(), accountKind, bare.idempotencyKey(), bare.operation()));
        lotName.ifPresent(name -> {
            if (decision instanceof Decision.Accepted(var entry, Adjusted credited)) {
                scenario.name(
                        name, credited.lotsProcessed().orElseThrow().getFirst().id());
            }
        });
    }

    private Operation operation(Optional<List<String>> lotIds) {
        var description = "Test";
        var none = Map.<String, String>of();
        return switch (kind) {
            case CREDIT ->
                new Credit(
                        program,
                        asset,
                        description,
                        amount.orElseThrow(),
                        bucket,
                        reference,
                        earnedAt,
                        expiresAt,
                        maturesAt,
                        none);
            case DEBIT ->
                new Debit(
                        program,
                        asset,
                        description,
                        amount.orElseThrow(),
                        bucket,
                        allowNegative,
                        lotIds,
                        earnedFrom,
                        earnedTo,
                        reference,
                        Optional.empty(),
                        none);
            case HOLD ->
                new Hold(
                        program,
                        asset,
                        description,
                        amount,
                        bucket,
                        lotIds,
                        earnedFrom,
                        earnedTo,
                        reference,
                        expiresAt,
                        none);
            case RELEASE ->
                new Release(program, asset, description, amount, bucket, lotIds, earnedFrom, earnedTo, reference, none);
            case FORFEIT ->
                new Forfeit(
                        program,
                        asset,
                        description,
                        amount,
                        bucket.orElseThrow(),
                        lotIds,
                        earnedFrom,
                        earnedTo,
                        reference,
                        none);
            case CAPTURE -> new Capture(program, asset, description, hold, reference, amount, none);
            case REVERSE -> new Reverse(program, asset, description, entry.orElseThrow(), amount, reference, none);
            case VOID_HOLD -> new VoidHold(program, asset, description, reference.orElseThrow(), none);
        };
    }

    @Override
    public String toString() {
        return Stream.of(kind, amount, lots, reference).map(Object::toString).toList() + "";
    }
}
