package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.KeyBuilder.INSTANT_LENGTH;
import static dev.sluice.ledger.store.KeyBuilder.UUID_LENGTH;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.ledger.core.state.StateChanges.SystemKey;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ProgramId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** The key of every row that {@link LedgerRow} lists, and the pieces of those keys that are read back. */
final class StoreKeys {

    /** Half of a SHA-256: two texts of one account would need 2^64 tries to agree by chance. */
    static final int HASH_LENGTH = 16;

    private static final int POSITION_LENGTH = INSTANT_LENGTH + 8;

    private StoreKeys() {}

    static Bytes owner(AccountId account) {
        return KeyBuilder.of(LedgerRow.OWNERS, account, 0).key();
    }

    static Bytes balance(AccountId account, AssetId asset) {
        return KeyBuilder.of(LedgerRow.BALANCES, account, UUID_LENGTH)
                .uuid(asset.value())
                .key();
    }

    /** The prefix of an account's balances. */
    static Bytes balances(AccountId account) {
        return KeyBuilder.of(LedgerRow.BALANCES, account, 0).key();
    }

    static Balance.Key balance(AccountId account, Bytes key) {
        return new Balance.Key(account, new AssetId(new KeyReader(LedgerRow.BALANCES, key).uuid()));
    }

    static Bytes closedHold(HoldState.Key hold) {
        return hold(LedgerRow.CLOSED_HOLDS, hold);
    }

    /** An open or closed hold. */
    static Bytes hold(LedgerRow row, HoldState.Key hold) {
        return KeyBuilder.of(row, hold.account(), hold.asset(), UUID_LENGTH)
                .uuid(hold.id().value())
                .key();
    }

    static Bytes holdReference(AccountId account, AssetId asset, byte[] reference) {
        return KeyBuilder.of(LedgerRow.HOLD_REFERENCES, account, asset, HASH_LENGTH)
                .bytes(reference)
                .key();
    }

    static Bytes moreHoldReferences(HoldState.Key hold, byte[] reference) {
        return KeyBuilder.of(LedgerRow.MORE_HOLD_REFERENCES, hold.account(), hold.asset(), HASH_LENGTH + UUID_LENGTH)
                .bytes(reference)
                .uuid(hold.id().value())
                .key();
    }

    static Bytes moreHoldReferences(AccountId account, AssetId asset, byte[] reference) {
        return KeyBuilder.of(LedgerRow.MORE_HOLD_REFERENCES, account, asset, HASH_LENGTH)
                .bytes(reference)
                .key();
    }

    static HoldId moreHoldReferencesHold(Bytes key) {
        var reader = new KeyReader(LedgerRow.MORE_HOLD_REFERENCES, key);
        reader.uuid();
        return new HoldId(reader.uuid());
    }

    static Bytes due(DueItem item) {
        return KeyBuilder.of(LedgerRow.DUE, item.account(), item.asset(), INSTANT_LENGTH + 1 + UUID_LENGTH)
                .instant(item.at())
                .kind(Codes.of(item.kind()))
                .uuid(item.target())
                .key();
    }

    static DueItem dueItem(AccountId account, AssetId asset, Bytes key) {
        var reader = new KeyReader(LedgerRow.DUE, key);
        return new DueItem(
                account, asset, reader.instant(), Codes.of(DueItem.Kind.values(), reader.kind()), reader.uuid());
    }

    static Bytes dueBalance(Instant firstDue, Balance.Key balance) {
        return KeyBuilder.of(LedgerRow.DUE_BALANCES, INSTANT_LENGTH + 2 * UUID_LENGTH)
                .instant(firstDue)
                .uuid(balance.account().value())
                .uuid(balance.asset().value())
                .key();
    }

    static Balance.Key dueBalance(Bytes key) {
        var reader = new KeyReader(LedgerRow.DUE_BALANCES, key);
        reader.instant();
        return new Balance.Key(new AccountId(reader.uuid()), new AssetId(reader.uuid()));
    }

    static Bytes forget(FinishedThing thing) {
        return KeyBuilder.of(LedgerRow.FORGET, INSTANT_LENGTH + 1 + 3 * UUID_LENGTH)
                .instant(thing.finishedAt())
                .kind(Codes.of(thing.kind()))
                .uuid(thing.account().value())
                .uuid(thing.asset().value())
                .uuid(thing.id())
                .key();
    }

    static FinishedThing finishedThing(Bytes key) {
        var reader = new KeyReader(LedgerRow.FORGET, key);
        return new FinishedThing(
                reader.instant(),
                Codes.of(FinishedThing.Kind.values(), reader.kind()),
                new AccountId(reader.uuid()),
                new AssetId(reader.uuid()),
                reader.uuid());
    }

    /** After every row of the queue up to this instant (included), and before every later one. */
    static Bytes queueEnd(LedgerRow queue, Instant upTo) {
        return KeyBuilder.of(queue, INSTANT_LENGTH).instant(upTo.plusMillis(1)).key();
    }

    static Bytes head() {
        return KeyBuilder.of(LedgerRow.HEAD, 0).key();
    }

    static Bytes layout() {
        return KeyBuilder.of(LedgerRow.LAYOUT, 0).key();
    }

    static Bytes pending(Pending kind, EntryId id) {
        return KeyBuilder.of(kind.row(), UUID_LENGTH).uuid(id.value()).key();
    }

    static EntryId pending(Pending kind, Bytes key) {
        return new EntryId(new KeyReader(kind.row(), key).uuid());
    }

    static Bytes expectation(AccountId group, EntryId request) {
        return KeyBuilder.of(LedgerRow.EXPECTATIONS, 2 * UUID_LENGTH)
                .uuid(group.value())
                .uuid(request.value())
                .key();
    }

    /** The prefix of a group's expectations. */
    static Bytes expectations(AccountId group) {
        return KeyBuilder.of(LedgerRow.EXPECTATIONS, UUID_LENGTH)
                .uuid(group.value())
                .key();
    }

    static Bytes postponed(long place) {
        return KeyBuilder.of(LedgerRow.POSTPONED_RECORDS, Long.BYTES)
                .number(place)
                .key();
    }

    static long postponed(Bytes key) {
        return new KeyReader(LedgerRow.POSTPONED_RECORDS, key).number();
    }

    static Bytes transfer(EntryId id) {
        return KeyBuilder.of(LedgerRow.TRANSFERS, UUID_LENGTH).uuid(id.value()).key();
    }

    static Bytes reversibleDebit(EntryId id) {
        return KeyBuilder.of(LedgerRow.CONSUMPTIONS, UUID_LENGTH)
                .uuid(id.value())
                .key();
    }

    static Bytes program(ProgramId program) {
        return KeyBuilder.of(LedgerRow.PROGRAMS, UUID_LENGTH)
                .uuid(program.value())
                .key();
    }

    static Bytes asset(AssetId asset) {
        return KeyBuilder.of(LedgerRow.ASSETS, UUID_LENGTH).uuid(asset.value()).key();
    }

    static Bytes system(SystemKey system) {
        return KeyBuilder.of(LedgerRow.SYSTEM, 1 + UUID_LENGTH)
                .kind(Codes.of(system.account()))
                .uuid(system.asset().value())
                .key();
    }

    static Bytes lot(Lot.Key lot) {
        return lot(LedgerRow.LOTS, lot);
    }

    static Bytes endedLot(Lot.Key lot) {
        return lot(LedgerRow.ENDED_LOTS, lot);
    }

    private static Bytes lot(LedgerRow row, Lot.Key lot) {
        return KeyBuilder.of(row, lot.account(), UUID_LENGTH)
                .uuid(lot.id().value())
                .key();
    }

    static Bytes finishedLot(AccountId account, AssetId asset, LotPosition position) {
        return position(LedgerRow.FINISHED_LOTS, account, asset, position);
    }

    /** A slice among the rows of this kind. */
    static Bytes slice(LedgerRow row, Slice.Key slice) {
        return slice.hold().isPresent()
                ? heldSlicesFrom(
                        row,
                        slice.account(),
                        slice.asset(),
                        slice.position(),
                        slice.hold().get())
                : slicesFrom(row, slice.account(), slice.asset(), slice.position());
    }

    /** The key of the AVAILABLE or DEFERRED slice at this position, and before every later one. */
    static Bytes slicesFrom(LedgerRow row, AccountId account, AssetId asset, LotPosition from) {
        return position(row, account, asset, from);
    }

    /** The key of the HELD slice at this position and under this hold, and before every later one and later hold. */
    static Bytes heldSlicesFrom(LedgerRow row, AccountId account, AssetId asset, LotPosition from, HoldId hold) {
        return KeyBuilder.of(row, account, UUID_LENGTH + POSITION_LENGTH + UUID_LENGTH)
                .uuid(asset.value())
                .instant(from.vintage())
                .number(from.sequence())
                .uuid(hold.value())
                .key();
    }

    /** The prefix of the slices of a kind. */
    static Bytes slices(LedgerRow row, AccountId account, AssetId asset) {
        return row.scope() == LedgerRow.Scope.ACCOUNT
                ? KeyBuilder.of(row, account, UUID_LENGTH).uuid(asset.value()).key()
                : all(row, account, asset);
    }

    /** The slice with this key. */
    static Slice.Key slice(LedgerRow row, Bucket bucket, AccountId account, AssetId asset, Bytes key) {
        var reader = new KeyReader(row, key);
        if (bucket == Bucket.HELD) {
            reader.uuid();
        }
        var position = new LotPosition(reader.instant(), reader.number());
        var hold = bucket == Bucket.HELD ? Optional.of(new HoldId(reader.uuid())) : Optional.<HoldId>empty();
        return new Slice.Key(account, asset, bucket, position, hold);
    }

    /** The rows of the slices of a bucket, but for those that reserves hold. */
    static LedgerRow slices(Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> LedgerRow.AVAILABLE_SLICES;
            case HELD -> LedgerRow.HELD_SLICES;
            case DEFERRED -> LedgerRow.DEFERRED_SLICES;
        };
    }

    private static Bytes position(LedgerRow row, AccountId account, AssetId asset, LotPosition position) {
        return KeyBuilder.of(row, account, asset, POSITION_LENGTH)
                .instant(position.vintage())
                .number(position.sequence())
                .key();
    }

    static Bytes liveReservePlans(AccountId account) {
        return KeyBuilder.of(LedgerRow.LIVE_RESERVE_PLANS, account, 0).key();
    }

    static Bytes planHolds(PlanHolds.Key plan) {
        return KeyBuilder.of(LedgerRow.RESERVE_PLAN_HOLDS, plan.account(), UUID_LENGTH)
                .uuid(plan.plan().value())
                .key();
    }

    static Bytes openPlanHold(PlanHolds.Open hold) {
        return KeyBuilder.of(LedgerRow.OPEN_PLAN_HOLDS, hold.key().account(), 3 * UUID_LENGTH)
                .uuid(hold.key().plan().value())
                .uuid(hold.asset().value())
                .uuid(hold.hold().value())
                .key();
    }

    /** The prefix of the open holds of a plan and asset. */
    static Bytes openPlanHolds(PlanHolds.Key plan, AssetId asset) {
        return KeyBuilder.of(LedgerRow.OPEN_PLAN_HOLDS, plan.account(), 2 * UUID_LENGTH)
                .uuid(plan.plan().value())
                .uuid(asset.value())
                .key();
    }

    static HoldId openPlanHold(Bytes key) {
        var reader = new KeyReader(LedgerRow.OPEN_PLAN_HOLDS, key);
        reader.uuid();
        reader.uuid();
        return new HoldId(reader.uuid());
    }

    /** A thing of an account's reserves: a hold, a plan or a release, by its id. */
    static Bytes reserve(LedgerRow row, AccountId account, UUID id) {
        return KeyBuilder.of(row, account, UUID_LENGTH).uuid(id).key();
    }

    static Bytes reserveList(ReserveIndex.Entry entry) {
        return KeyBuilder.of(LedgerRow.RESERVE_LISTS, entry.account(), 1 + 2 * UUID_LENGTH)
                .kind(Codes.of(entry.index()))
                .uuid(entry.of())
                .uuid(entry.thing())
                .key();
    }

    /** The prefix of a list of an account's reserves. */
    static Bytes reserveList(AccountId account, ReserveIndex index, UUID of) {
        return KeyBuilder.of(LedgerRow.RESERVE_LISTS, account, 1 + UUID_LENGTH)
                .kind(Codes.of(index))
                .uuid(of)
                .key();
    }

    /** The id that a key ends with. */
    static UUID lastId(Bytes key) {
        var buffer = ByteBuffer.wrap(key.get(), key.get().length - UUID_LENGTH, UUID_LENGTH);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** A key that begins so and ends with an id. */
    static Bytes with(Bytes prefix, UUID id) {
        return Bytes.wrap(ByteBuffer.allocate(prefix.get().length + UUID_LENGTH)
                .put(prefix.get())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    /** What this row and all others of its account begin with. */
    static Bytes common(Bytes key) {
        return Bytes.wrap(Arrays.copyOf(key.get(), AccountPage.COMMON_LENGTH));
    }

    /** The page of the account whose rows begin so. */
    static Bytes page(Bytes common) {
        var key = Arrays.copyOf(common.get(), AccountPage.COMMON_LENGTH + 1);
        key[AccountPage.COMMON_LENGTH] = LedgerRow.PAGES.prefix();
        return Bytes.wrap(key);
    }

    /** The prefix of all rows of an account. */
    static Bytes account(AccountId account) {
        return Bytes.wrap(ByteBuffer.allocate(1 + UUID_LENGTH)
                .put(LedgerRow.OF_ACCOUNTS)
                .putLong(account.value().getMostSignificantBits())
                .putLong(account.value().getLeastSignificantBits())
                .array());
    }

    /** The account that a row is of, whatever its kind. */
    static AccountId accountOf(Bytes key) {
        var buffer = ByteBuffer.wrap(key.get(), 1, UUID_LENGTH);
        return new AccountId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    /** The prefix of all rows of this kind of one account. */
    static Bytes all(LedgerRow row, AccountId account) {
        return KeyBuilder.of(row, account, 0).key();
    }

    /** The prefix of all rows of this kind. */
    static Bytes all(LedgerRow row) {
        return KeyBuilder.of(row, 0).key();
    }

    /** The prefix of all rows of this kind of one account and asset. */
    static Bytes all(LedgerRow row, AccountId account, AssetId asset) {
        return KeyBuilder.of(row, account, asset, 0).key();
    }

    /** After every key that begins so, and before every other that follows. */
    static Bytes end(Bytes prefix) {
        var next = prefix.get().clone();
        // No prefix is all 0xff, since each begins with a letter; so a carry always ends.
        for (var i = next.length - 1; ++next[i] == 0; i--) {}
        return Bytes.wrap(next);
    }

    /** Before every key that comes after this one. */
    static Bytes after(Bytes key) {
        return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
    }

    /** The last key of the same length before this one, which is not the first. */
    static Bytes before(Bytes key) {
        var previous = key.get().clone();
        // No key is all zeros, since each begins with a letter; so a borrow always ends.
        for (var i = previous.length - 1; previous[i]-- == 0; i--) {}
        return Bytes.wrap(previous);
    }

    /** A text as a piece of a key: always as long, so that none is the beginning of another. */
    static byte[] hash(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return Arrays.copyOf(sha256.digest(text.getBytes(StandardCharsets.UTF_8)), HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }
}
