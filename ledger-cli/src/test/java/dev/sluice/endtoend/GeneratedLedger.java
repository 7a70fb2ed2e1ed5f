package dev.sluice.endtoend;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import dev.sluice.schema.value.SystemAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;

/**
 * A ledger that makes up what happens over a year: entries as the real one books them, in the order of their time, the same ones for
 * the same seed. Nothing is spent that is not there. One account has a twentieth of all that happens.
 */
final class GeneratedLedger {

    static final Instant BEGINNING = Instant.parse("2025-01-01T00:00:00Z");
    static final Duration SPAN = Duration.ofDays(365);

    private static final int HOT_PERCENT = 5;
    private static final List<String> CHANNELS = List.of("web", "app", "till");
    private static final List<InventoryMode> MODES =
            List.of(InventoryMode.LOT, InventoryMode.LOT, InventoryMode.SIMPLE);

    private final Random random;
    private final int partitions;
    private final long entries;
    private final List<Owner> owners = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    /** What has to come next, whatever is drawn: the catalogue, the owners, and the second part of a transfer. */
    private final Queue<Booked> pending = new ArrayDeque<>();

    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
    private long made;
    private long ids;
    private Instant now = BEGINNING;

    /** An entry, and the partition that books it. */
    record Booked(int partition, JournalEntry entry) {}

    /** An asset of a program. */
    record Value(ProgramId program, AssetId asset, InventoryMode mode) {}

    /** A thing that time does by itself, unless it is done before. */
    private record Due(Instant at, Owner owner, Value value, Optional<GeneratedPurse.Lot> lot, Optional<Held> hold) {}

    private record Held(HoldId id, EntryId openedBy, List<GeneratedPurse.Part> parts) {
        long cents() {
            return parts.stream().mapToLong(GeneratedPurse.Part::cents).sum();
        }
    }

    private record Owner(AccountId id, int partition, List<GeneratedPurse> purses, List<List<Held>> holds) {}

    GeneratedLedger(long seed, int partitions, int accounts, long entries) {
        this.random = new Random(seed);
        this.partitions = partitions;
        this.entries = entries;
        for (var program = 0; program < 3; program++) {
            addProgram(program);
        }
        for (var number = 0; number < accounts; number++) {
            addOwner(number);
        }
    }

    /** The participants; the first is the hot one. */
    List<AccountId> accounts() {
        return owners.stream().map(Owner::id).toList();
    }

    List<Value> values() {
        return List.copyOf(values);
    }

    private void addProgram(int number) {
        var program = new ProgramId(UUID.nameUUIDFromBytes(("program" + number).getBytes(ISO)));
        var stored =
                new Program(program, "Program " + number, Optional.empty(), ProgramStatus.ACTIVE, BEGINNING, BEGINNING);
        pending.add(stored(program.account(), EntryType.PROGRAM_STORED, new Fact.ProgramStored(stored)));
        for (var mode : MODES) {
            var symbol = "G" + values.size();
            var asset = new AssetId(UUID.nameUUIDFromBytes(symbol.getBytes(ISO)));
            values.add(new Value(program, asset, mode));
            pending.add(stored(
                    new AccountId(asset.value()),
                    EntryType.ASSET_STORED,
                    new Fact.AssetStored(new Asset(
                            asset,
                            symbol,
                            symbol,
                            mode,
                            IssuancePolicy.UNLIMITED,
                            2,
                            Optional.empty(),
                            List.of(program),
                            AssetStatus.ACTIVE,
                            BEGINNING,
                            BEGINNING))));
        }
    }

    private void addOwner(int number) {
        var name = "generated-%06d".formatted(number);
        var id = AccountId.ofParticipant(name);
        owners.add(new Owner(
                id,
                GeneratedJournal.partitionOf(id, partitions),
                values.stream().map(value -> new GeneratedPurse()).toList(),
                values.stream().<List<Held>>map(value -> new ArrayList<>()).toList()));
        pending.add(stored(
                id,
                EntryType.OWNER_STORED,
                new Fact.ParticipantStored(new Participant(
                        id,
                        name,
                        AccountStatus.ACTIVE,
                        Optional.of("Participant " + number),
                        Map.of("tier", number % 3 == 0 ? "gold" : "silver"),
                        BEGINNING,
                        BEGINNING))));
    }

    private Booked stored(AccountId account, EntryType type, Fact fact) {
        return new Booked(
                GeneratedJournal.partitionOf(account, partitions),
                new JournalEntry(
                                newEntryId(),
                                type,
                                account,
                                BEGINNING,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Optional.of(IdempotencyKey.of("stored-" + ids)),
                                List.of(),
                                List.of(fact))
                        .by(new Actor.ApiKey("backend")));
    }

    private static final java.nio.charset.Charset ISO = java.nio.charset.StandardCharsets.ISO_8859_1;

    /** The next entry. */
    Booked next() {
        made++;
        if (!pending.isEmpty()) {
            return pending.remove();
        }
        now = BEGINNING.plusMillis(SPAN.toMillis() / entries * made);
        for (var next = due.peek(); next != null && !next.at().isAfter(now); next = due.peek()) {
            due.remove();
            var booked = fallsDue(next);
            if (booked.isPresent()) {
                return booked.get();
            }
        }
        var owner = random.nextInt(100) < HOT_PERCENT ? owners.getFirst() : owners.get(random.nextInt(owners.size()));
        var at = random.nextInt(values.size());
        var cents = 1 + random.nextInt(20_000);
        var spendable = owner.purses().get(at).first(cents);
        var held = owner.holds().get(at);
        var kind = spendable == 0 ? 0 : random.nextInt(100);
        if (kind < 35) {
            return credit(owner, at, cents);
        }
        if (kind < 55) {
            return debit(owner, at, spendable);
        }
        if (kind < 70 || (held.isEmpty() && kind < 86)) {
            return hold(owner, at, spendable);
        }
        if (kind < 80) {
            return capture(owner, at, held.remove(random.nextInt(held.size())));
        }
        if (kind < 86) {
            return release(owner, at, held.remove(random.nextInt(held.size())), EntryType.RELEASE);
        }
        return kind < 97 ? transfer(owner, at, spendable) : forfeit(owner, at, spendable);
    }

    private Optional<Booked> fallsDue(Due thing) {
        var at = values.indexOf(thing.value());
        if (thing.hold().isPresent()) {
            var hold = thing.hold().get();
            return thing.owner().holds().get(at).remove(hold)
                    ? Optional.of(release(thing.owner(), at, hold, EntryType.HOLD_EXPIRY))
                    : Optional.empty();
        }
        var lot = thing.lot().orElseThrow();
        var left = thing.owner().purses().get(at).removeAll(lot);
        if (left == 0) {
            return Optional.empty();
        }
        var draft = new GeneratedEntry(thing.value(), thing.owner().id());
        draft.account(thing.owner().id(), Bucket.AVAILABLE, -left, Optional.of(lot.id()), Optional.empty());
        draft.system(SystemAccount.SYSTEM_BREAKAGE, left, Optional.of(lot.id()));
        return Optional.of(book(thing.owner(), draft, EntryType.EXPIRY, newEntryId()));
    }

    private Booked credit(Owner owner, int at, long cents) {
        var draft = new GeneratedEntry(values.get(at), owner.id());
        draft.system(SystemAccount.SYSTEM_ISSUANCE, -cents, Optional.empty());
        var expiresAt = random.nextInt(100) < 30
                ? Optional.of(now.plus(Duration.ofDays(20 + random.nextInt(160))))
                : Optional.<Instant>empty();
        receive(draft, owner, at, cents, now, expiresAt, LotOrigin.CREDIT);
        return book(owner, draft, EntryType.CREDIT, newEntryId());
    }

    private void receive(
            GeneratedEntry draft,
            Owner owner,
            int at,
            long cents,
            Instant vintage,
            Optional<Instant> expiresAt,
            LotOrigin origin) {
        var value = values.get(at);
        var purse = owner.purses().get(at);
        if (value.mode() == InventoryMode.SIMPLE) {
            purse.add(Optional.empty(), cents);
            draft.account(owner.id(), Bucket.AVAILABLE, cents, Optional.empty(), Optional.empty());
            return;
        }
        var lot = new GeneratedPurse.Lot(new LotId(newId()), vintage, expiresAt);
        var sequence = purse.add(Optional.of(lot), cents);
        draft.account(owner.id(), Bucket.AVAILABLE, cents, Optional.of(lot.id()), Optional.empty());
        draft.fact(new Fact.LotOpened(
                Optional.of(owner.id()).filter(id -> !id.equals(draft.account())),
                lot.id(),
                value.asset(),
                sequence,
                GeneratedEntry.amount(cents),
                vintage,
                expiresAt,
                Optional.empty(),
                Optional.empty(),
                origin));
        expiresAt.ifPresent(time -> due.add(new Due(time, owner, value, Optional.of(lot), Optional.empty())));
    }

    private Booked debit(Owner owner, int at, long cents) {
        var draft = new GeneratedEntry(values.get(at), owner.id());
        take(draft, owner, at, cents);
        draft.system(SystemAccount.SYSTEM_ISSUANCE, cents, Optional.empty());
        return book(owner, draft, EntryType.DEBIT, newEntryId());
    }

    private Booked forfeit(Owner owner, int at, long cents) {
        var draft = new GeneratedEntry(values.get(at), owner.id());
        take(draft, owner, at, cents);
        draft.system(SystemAccount.SYSTEM_BREAKAGE, cents, Optional.empty());
        return book(owner, draft, EntryType.FORFEIT, newEntryId());
    }

    private List<GeneratedPurse.Part> take(GeneratedEntry draft, Owner owner, int at, long cents) {
        var parts = owner.purses().get(at).take(cents);
        parts.forEach(
                part -> draft.account(owner.id(), Bucket.AVAILABLE, -part.cents(), part.lotId(), Optional.empty()));
        return parts;
    }

    private Booked hold(Owner owner, int at, long cents) {
        var value = values.get(at);
        var draft = new GeneratedEntry(value, owner.id()).about("order-" + made);
        var hold = new HoldId(newId());
        var id = newEntryId();
        var parts = owner.purses().get(at).take(cents);
        for (var part : parts) {
            draft.account(owner.id(), Bucket.AVAILABLE, -part.cents(), part.lotId(), Optional.empty());
            draft.account(owner.id(), Bucket.HELD, part.cents(), part.lotId(), Optional.of(hold));
        }
        var expiresAt = random.nextBoolean()
                ? Optional.of(now.plus(Duration.ofHours(1 + random.nextInt(24 * 14))))
                : Optional.<Instant>empty();
        draft.fact(new Fact.HoldOpened(
                Optional.empty(),
                hold,
                value.asset(),
                value.program(),
                GeneratedEntry.amount(cents),
                HoldOrigin.HOLD,
                draft.reference(),
                expiresAt,
                Map.of()));
        var held = new Held(hold, id, parts);
        owner.holds().get(at).add(held);
        expiresAt.ifPresent(time -> due.add(new Due(time, owner, value, Optional.empty(), Optional.of(held))));
        return book(owner, draft, EntryType.HOLD, id);
    }

    private Booked capture(Owner owner, int at, Held hold) {
        var value = values.get(at);
        var draft = new GeneratedEntry(value, owner.id()).following(hold.openedBy());
        hold.parts()
                .forEach(part ->
                        draft.account(owner.id(), Bucket.HELD, -part.cents(), part.lotId(), Optional.of(hold.id())));
        draft.system(SystemAccount.SYSTEM_REDEMPTION, hold.cents(), Optional.empty());
        draft.fact(new Fact.HoldCaptured(hold.id(), value.asset(), GeneratedEntry.amount(hold.cents())));
        return book(owner, draft, EntryType.CAPTURE, newEntryId());
    }

    private Booked release(Owner owner, int at, Held hold, EntryType type) {
        var draft = new GeneratedEntry(values.get(at), owner.id()).following(hold.openedBy());
        for (var part : hold.parts()) {
            draft.account(owner.id(), Bucket.HELD, -part.cents(), part.lotId(), Optional.of(hold.id()));
            draft.account(owner.id(), Bucket.AVAILABLE, part.cents(), part.lotId(), Optional.empty());
            owner.purses().get(at).giveBack(part);
        }
        return book(owner, draft, type, newEntryId());
    }

    private Booked transfer(Owner source, int at, long cents) {
        var to = owners.get(random.nextInt(owners.size()));
        if (to.equals(source)) {
            return credit(source, at, cents);
        }
        var id = newEntryId();
        var draft = new GeneratedEntry(values.get(at), source.id()).describedAs("A gift");
        var vintage = take(draft, source, at, cents)
                .getFirst()
                .lot()
                .map(GeneratedPurse.Lot::vintage)
                .orElse(now);
        var leg = new TransferRecord.Leg(to.id(), AccountKind.PARTICIPANT, GeneratedEntry.amount(cents));
        draft.fact(new Fact.TransferMade(GeneratedEntry.amount(cents), List.of(leg)));
        if (to.partition() == source.partition()) {
            receive(draft, to, at, cents, vintage, Optional.empty(), LotOrigin.TRANSFER);
            return book(source, draft, EntryType.TRANSFER, id);
        }
        draft.system(SystemAccount.SYSTEM_TRANSIT, cents, Optional.empty());
        var there = new GeneratedEntry(values.get(at), source.id()).describedAs("A gift");
        there.system(SystemAccount.SYSTEM_TRANSIT, -cents, Optional.empty());
        receive(there, to, at, cents, vintage, Optional.empty(), LotOrigin.TRANSFER);
        var key = "generated-" + made;
        pending.add(new Booked(to.partition(), there.entry(id, EntryType.TRANSFER, now, key, actor(), Map.of())));
        return new Booked(
                source.partition(), draft.entry(id, EntryType.TRANSFER_SET_ASIDE, now, key, actor(), Map.of()));
    }

    private Booked book(Owner owner, GeneratedEntry draft, EntryType type, EntryId id) {
        var metadata = random.nextInt(100) < 20
                ? Map.of("channel", CHANNELS.get(random.nextInt(CHANNELS.size())), "order", "o-" + made)
                : Map.<String, String>of();
        return new Booked(owner.partition(), draft.entry(id, type, now, "generated-" + made, actor(), metadata));
    }

    private Actor actor() {
        return new Actor.ApiKey(made % 7 == 0 ? "nightly" : "shop-" + made % 3);
    }

    private EntryId newEntryId() {
        return new EntryId(newId());
    }

    /** In the layout of version 7. */
    private UUID newId() {
        ids++;
        return new UUID(
                now.toEpochMilli() << 16 | 0x7000L,
                0x8000_0000_0000_0000L | (ids * 0x9E37_79B9L & 0x3FFF_FFFF_FFFF_FFFFL));
    }
}
