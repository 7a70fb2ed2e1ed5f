package dev.sluice.ledger.store;

import java.util.EnumSet;
import java.util.Set;

/**
 * The catalogue: every kind of row there is, with its key, its value, its order and its bound. Keys are big-endian and
 * compare as bytes; ids are 16 bytes, instants 8 bytes of milliseconds, kinds one byte. Values begin with a version.
 *
 * <p>What belongs to an account lies together: a request finds its rows in few blocks. The kinds of an account stand in the
 * order of their prefixes, which is chosen for what comes after each: a store's iterator always reads one row ahead, and where
 * deleted rows follow, it walks over all of them until it meets one that lives. So behind the open holds and behind the
 * available slices there is a row that stays ({@link EndMarks}). And a scan that may begin with a known row gets it, and opens no iterator until a second one is asked
 * for.
 */
public enum LedgerRow {

    /**
     * (account) → the rows of an account that come and go with its requests, of both stores, in one row while they are few and
     * small; or that each has a row of its own ({@link AccountPages}). Got. One for each account that was written to; none yet where only
     * the first release has.
     */
    PAGES(StoreName.BALANCES, Scope.ACCOUNT, 'a'),

    /**
     * (account, asset) → the balance, and where its open rows begin. In the order of the assets' ids. One for each account
     * and asset that ever had anything, for ever.
     */
    BALANCES(StoreName.BALANCES, Scope.ACCOUNT, 'b'),

    /**
     * (account) → participant or group, as JSON. In no order that anybody reads. One for each owner of the partition, for
     * ever.
     */
    OWNERS(StoreName.BALANCES, Scope.ACCOUNT, 'd'),

    /** (account) → the reserve plans that were not disabled. Got. At most one for each asset and one for all. */
    LIVE_RESERVE_PLANS(StoreName.BALANCES, Scope.ACCOUNT, 'f'),

    /** (account, plan) → the oldest open hold of each asset. Got. One for each plan that holds anything. */
    RESERVE_PLAN_HOLDS(StoreName.BALANCES, Scope.ACCOUNT, 'g'),

    /**
     * (account, plan, asset, hold) → nothing. In the order of opening. One for each open hold of a plan; {@link
     * #RESERVE_PLAN_HOLDS} knows the first.
     */
    OPEN_PLAN_HOLDS(StoreName.BALANCES, Scope.ACCOUNT, 'h'),

    /** (account, hold) → what is said of a reserve hold, as JSON. In the order of opening. One for each, for ever. */
    RESERVE_HOLDS(StoreName.BALANCES, Scope.ACCOUNT, 'i'),

    /** (account, plan) → the reserve plan, as JSON. In the order of making. One for each, for ever. */
    RESERVE_PLANS(StoreName.BALANCES, Scope.ACCOUNT, 'j'),

    /** (account, release) → the reserve release, as JSON. In the order of making. One for each, for ever. */
    RESERVE_RELEASES(StoreName.BALANCES, Scope.ACCOUNT, 'k'),

    /**
     * (account, which list, what the list is of, what is in it) → nothing. In the order of making. One for each hold of a plan,
     * each release of a plan, and two for each hold that a release drew on; for ever.
     */
    RESERVE_LISTS(StoreName.BALANCES, Scope.ACCOUNT, 'l'),

    /**
     * (account, asset, hold) → the hold, and the positions of the slices under it. In the order of opening. One for each
     * open hold that no reserve made; the balance knows the first. A hold has at most as many slices as one operation may touch, and they stand
     * here because the row is written with each change of them anyway.
     */
    OPEN_HOLDS(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 'h'),

    /**
     * (account, asset, hold) → the hold. In the order of opening. Only what older versions left ({@link EndedRowWriter}), until it is
     * forgotten; and a mark without a hold behind the open ones.
     */
    CLOSED_HOLDS(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 'k'),

    /**
     * As {@link #OPEN_HOLDS}, for the open holds of reserves, so that whoever asks for any hold doesn't walk over them. Only lists
     * scan these, so what comes and goes behind them is in nobody's way. The first release had them among the others; {@link
     * ReservesApart} moves them.
     */
    OPEN_RESERVE_HOLDS(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 'l'),

    /**
     * (account, asset, hash of the reference) → the open holds with this reference, the oldest 16 by id, and how many more
     * there are. Got, never scanned. One for each reference that an open hold has.
     */
    HOLD_REFERENCES(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 'r'),

    /**
     * (account, asset, hash of the reference, hold) → nothing. In the order of opening. Only for open holds beyond the 16
     * of {@link #HOLD_REFERENCES}, which also says how many there are.
     */
    MORE_HOLD_REFERENCES(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 's'),

    /**
     * (account, asset, instant, kind, target) → nothing. In the order of falling due. One for each thing that will happen by
     * itself; the balance knows the first.
     */
    DUE(StoreName.BALANCES, Scope.ACCOUNT_AND_ASSET, 't'),

    /**
     * (first instant at which something is due, account, asset) → nothing. In the order of falling due. One for each
     * balance on which anything will fall due. A {@link QueueStart} keeps a scan off what has been booked.
     */
    DUE_BALANCES(StoreName.BALANCES, Scope.PARTITION, 'd'),

    /**
     * (instant of the end, kind, account, asset, lot, hold, transfer or reversible debit) → nothing. In the order of ending. One
     * for each finished lot, closed hold, transfer and reversible debit that an older version left outside of {@link #ENDED}. A {@link
     * QueueStart} keeps a scan off what has been forgotten.
     */
    FORGET(StoreName.BALANCES, Scope.PARTITION, 'f'),

    /** () → the clock, the journal's next sequence and last hash. One. */
    HEAD(StoreName.BALANCES, Scope.PARTITION, 'h'),

    /**
     * (window, kind, and what tells the thing) → the closed hold, finished lot, transfer or reversible debit
     * ({@link EndedKind}). Got, or in the order of the kind within each window. One for each, two for a lot, until the retention has
     * passed for all of its window ({@link EndedWindows}). Behind the head, which stays, since the oldest of them are
     * tombstones.
     */
    ENDED(StoreName.BALANCES, Scope.PARTITION, 'i'),

    /**
     * () → which layout the rows are known to have, and since when outcomes lie in windows of one length ({@link Layout}). One; none
     * where only the first release has written.
     */
    LAYOUT(StoreName.BALANCES, Scope.PARTITION, 'l'),

    /**
     * (group, request) → since when. In the order of the requests' ids. One for each request on its way between partitions that
     * may still bring value to a group; scanned only where a group is to be archived, and so in nobody's way.
     */
    EXPECTATIONS(StoreName.BALANCES, Scope.PARTITION, 'n'),

    /**
     * (coordinated request) → how far it has come, and who waits for it: what each answer of another partition changes. Got,
     * and scanned when a task begins. Few: one for each that is on its way.
     */
    PENDING_UNDERTAKINGS(StoreName.BALANCES, Scope.PARTITION, 'o'),

    /**
     * (entry) → what the topology wants to remember of a change of the catalogue that not every partition has acknowledged.
     * In the order of booking. Few: one for each change on its way.
     */
    PENDING_BROADCASTS(StoreName.BALANCES, Scope.PARTITION, 'p'),

    /**
     * (coordinated request) → the request itself, what it has set aside, and the reply that is held back: read when it is
     * decided and when it ends, however many partitions take part. Got, never scanned. One for each that is on its way.
     */
    PENDING_PARTS(StoreName.BALANCES, Scope.PARTITION, 'v'),

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
     * (entry) → a transfer whose source is on this partition, as JSON. Got, never scanned. Only what older versions left, until
     * it is forgotten or changes.
     */
    TRANSFERS(StoreName.BALANCES, Scope.PARTITION, 't'),

    /**
     * (entry) → what a debit or a capture of an account of this partition took, and how much of it was given back. Got, never
     * scanned. Only what older versions left, until it is forgotten or changes.
     */
    CONSUMPTIONS(StoreName.BALANCES, Scope.PARTITION, 'u'),

    /**
     * (place) → what the topology wants to remember of a record that is postponed. In the order of arrival. Got by the place,
     * which is known, and scanned when a task begins. None as a rule: one for each that waits until what is due on its account
     * is booked.
     */
    POSTPONED_RECORDS(StoreName.BALANCES, Scope.PARTITION, 'w'),

    /**
     * (account, asset, vintage, sequence) → lot. In the order of spending. Only what older versions left of lots of which nothing
     * is left, until it is forgotten or comes back.
     */
    FINISHED_LOTS(StoreName.LOTS, Scope.ACCOUNT_AND_ASSET, 'a'),

    /**
     * (account, asset, vintage, sequence) → lot, remaining, expiry, reference. In the order of spending, so that a hold
     * reads exactly what it takes. One for each lot with something AVAILABLE; the balance knows the first.
     */
    AVAILABLE_SLICES(StoreName.LOTS, Scope.ACCOUNT_AND_ASSET, 'b'),

    /** As {@link #AVAILABLE_SLICES}, for value that has not matured; few, so the balance doesn't know the first. */
    DEFERRED_SLICES(StoreName.LOTS, Scope.ACCOUNT_AND_ASSET, 'c'),

    /**
     * (account, lot) → the lot. Got. Only what an older version left of lots of which nothing is left, until it is forgotten or
     * comes back; the first release left them among {@link #LOTS}. And a mark without a lot behind the available slices.
     */
    ENDED_LOTS(StoreName.LOTS, Scope.ACCOUNT, 'k'),

    /** (account, lot) → the lot. In the order of making. One for each lot that has something left. */
    LOTS(StoreName.LOTS, Scope.ACCOUNT, 'l'),

    /**
     * (account, asset, vintage, sequence, hold) → lot, remaining, expiry, reference. In the order of spending. One for each
     * lot and hold over it that no reserve made; the balance knows the first position and the oldest hold.
     */
    HELD_SLICES(StoreName.LOTS, Scope.ACCOUNT, 'm'),

    /** As {@link #HELD_SLICES}, for what reserves hold. The first release had them among the others. */
    RESERVED_SLICES(StoreName.LOTS, Scope.ACCOUNT, 'n');

    /** The prefix of a key. */
    enum Scope {
        /** A letter for all accounts, the account, the prefix. */
        ACCOUNT,
        /** A letter for all accounts, the account, a letter for all assets, the asset, the prefix. */
        ACCOUNT_AND_ASSET,
        /** The prefix, which is not the letter for all accounts. */
        PARTITION
    }

    /** The first byte of all rows of accounts. */
    static final byte OF_ACCOUNTS = 'a';

    /** The first byte of the rows of an account's assets, among the prefixes of the account's own rows. */
    static final byte OF_ASSETS = 'e';

    /** The stores that have rows of these kinds; {@link Outcomes} has a store and a layout of its own. */
    enum StoreName {
        BALANCES,
        LOTS
    }

    /**
     * The kinds that come and go with the requests of an account, and so lie in its page. What only grows, what has ended, and what is large and seldom
     * written lies in rows of its own.
     */
    private static final Set<LedgerRow> PAGED = EnumSet.of(
            BALANCES,
            LIVE_RESERVE_PLANS,
            RESERVE_PLAN_HOLDS,
            OPEN_PLAN_HOLDS,
            OPEN_HOLDS,
            OPEN_RESERVE_HOLDS,
            HOLD_REFERENCES,
            MORE_HOLD_REFERENCES,
            DUE,
            AVAILABLE_SLICES,
            DEFERRED_SLICES,
            LOTS,
            HELD_SLICES,
            RESERVED_SLICES);

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

    /** Whether rows of this kind lie in the page of their account, where it has one. */
    boolean isPaged() {
        return PAGED.contains(this);
    }

    /** Tells the kinds of one scope and store apart, and orders them. */
    byte prefix() {
        return prefix;
    }
}
