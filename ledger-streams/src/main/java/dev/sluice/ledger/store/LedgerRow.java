package dev.sluice.ledger.store;

/**
 * The catalogue: every kind of row there is, with its key, its value, its order and its bound. Keys are big-endian and
 * compare as bytes; ids are 16 bytes, instants 8 bytes of milliseconds, kinds one byte. Values begin with a version.
 *
 * <p>What belongs to an account lies together: a request finds its rows in few blocks. Within an account and asset the kinds
 * are ordered so that behind the rows that are scanned to their end there are rows that live long. A range iterator only
 * stops at a living row, so that behind a scan a heap of fresh tombstones would be walked; and the rows of another account
 * are out of reach in any case, since each account and asset begins with its balance, which is never deleted.
 */
enum LedgerRow {

    /**
     * (account) → participant or group, as JSON. In no order that anybody reads. One for each owner of the partition, for
     * ever.
     */
    OWNERS(StoreName.BALANCES, Scope.ACCOUNT, 'o'),

    /**
     * (account, asset) → the balance, and where its open rows begin. In the order of the assets' ids. One for each account
     * and asset that ever had anything, for ever.
     */
    BALANCES(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 'b'),

    /**
     * (account, asset, hold) → the hold, and the positions of the slices under it. In the order of opening. One for each
     * open hold; the balance knows the first, and a scan from there stops when the sum in HELD is reached. A hold has at
     * most as many slices as one operation may touch, and they stand here because the row is written with each change of
     * them anyway.
     */
    OPEN_HOLDS(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 'h'),

    /**
     * (account, asset, hash of the reference) → the open holds with this reference, the oldest 16 by id, and how many more
     * there are. Got, never scanned. One for each reference that an open hold has.
     */
    HOLD_REFERENCES(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 'r'),

    /**
     * (account, asset, hash of the reference, hold) → nothing. In the order of opening. Only for open holds beyond the 16
     * of {@link #HOLD_REFERENCES}, which also says how many there are, so that a scan knows its end.
     */
    MORE_HOLD_REFERENCES(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 's'),

    /**
     * (account, asset, instant, kind, target) → nothing. In the order of falling due. One for each thing that will happen by
     * itself; the balance knows the first instant.
     */
    DUE(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 't'),

    /**
     * (account, asset, hold) → the hold. In the order of opening. One for each closed hold, until it is forgotten after the
     * retention.
     */
    CLOSED_HOLDS(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 'z'),

    /**
     * (first instant at which something is due, account, asset) → nothing. In the order of falling due. One for each
     * balance on which anything will fall due. A {@link QueueStart} keeps a scan off what has been booked.
     */
    DUE_BALANCES(StoreName.BALANCES, Scope.PARTITION, 'd'),

    /**
     * (instant of the end, kind, account, asset, lot or hold) → nothing. In the order of ending. One for each finished lot
     * and closed hold that is still listed. A {@link QueueStart} keeps a scan off what has been forgotten.
     */
    FORGET(StoreName.BALANCES, Scope.PARTITION, 'f'),

    /** () → the clock, the journal's next sequence and last hash. One. */
    HEAD(StoreName.BALANCES, Scope.PARTITION, 'h'),

    /**
     * (entry) → what the topology wants to remember of a change of the catalogue that not every partition has acknowledged.
     * In the order of booking. Few: one for each change on its way.
     */
    PENDING_BROADCASTS(StoreName.BALANCES, Scope.PARTITION, 'p'),

    /** (program) → the program, as JSON. In the order of ids. One for each program of the ledger, on every partition. */
    PROGRAMS(StoreName.BALANCES, Scope.PARTITION, 'q'),

    /** (asset) → the asset, as JSON. In the order of ids. One for each asset of the ledger, on every partition. */
    ASSETS(StoreName.BALANCES, Scope.PARTITION, 'r'),

    /**
     * (system account, asset) → the amount in this partition's shard. In no order that anybody reads. At most four for each
     * asset.
     */
    SYSTEM(StoreName.BALANCES, Scope.PARTITION, 's'),

    /**
     * (account, lot) → the lot. In the order of making. One for each lot that has something left or is still listed as
     * finished.
     */
    LOTS(StoreName.LOTS, Scope.ACCOUNT, 'l'),

    /**
     * (account, asset, vintage, sequence) → lot, remaining, expiry, reference. In the order of spending, so that a hold
     * reads exactly what it takes. One for each lot with something AVAILABLE; the balance knows the first, and a scan from
     * there stops when the sum in AVAILABLE is reached.
     */
    AVAILABLE_SLICES(StoreName.LOTS, Scope.ACCOUNT_AND_ASSET, 'a'),

    /** As {@link #AVAILABLE_SLICES}, for value that has not matured. */
    DEFERRED_SLICES(StoreName.LOTS, Scope.ACCOUNT_AND_ASSET, 'd'),

    /**
     * (account, asset, vintage, sequence) → lot. In the order of spending. One for each lot of which nothing is left, until
     * it is forgotten after the retention.
     */
    FINISHED_LOTS(StoreName.LOTS, Scope.ACCOUNT_AND_ASSET, 'f'),

    /**
     * (account, asset, vintage, sequence, hold) → lot, remaining, expiry, reference. In the order of spending. One for each
     * lot and hold over it.
     */
    HELD_SLICES(StoreName.LOTS, Scope.ACCOUNT_AND_ASSET, 'h');

    /** What a key begins with. */
    enum Scope {
        ACCOUNT,
        ACCOUNT_AND_ASSET,
        PARTITION
    }

    /** The stores that have rows of these kinds; {@link Outcomes} has a store and a layout of its own. */
    enum StoreName {
        BALANCES,
        LOTS
    }

    private final StoreName store;
    private final Scope scope;
    private final byte prefix;

    LedgerRow(StoreName store, Scope scope, char prefix) {
        this.store = store;
        this.scope = scope;
        this.prefix = (byte) prefix;
    }

    StoreName store() {
        return store;
    }

    Scope scope() {
        return scope;
    }

    /** Tells the kinds of one scope and store apart, and orders them. */
    byte prefix() {
        return prefix;
    }
}
