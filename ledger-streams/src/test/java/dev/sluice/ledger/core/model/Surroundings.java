package dev.sluice.ledger.core.model;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.time.Instant;
import java.util.List;

/** The surroundings of a maker of requests: the accounts that there are, and what they have by now. */
public interface Surroundings {

    /** The external ids of the participants, at least one. */
    List<String> participants();

    /** At least one. */
    List<AccountId> groups();

    /** Whose turn it may be: an account that stands here twice has twice as many. */
    List<AccountId> accounts();

    /** Whether there is anything now in this bucket. */
    boolean has(AccountId account, AssetId asset, Bucket bucket);

    List<String> lotIds(AccountId account, AssetId asset);

    List<HoldId> holdIds(AccountId account, AssetId asset);

    /** The debits and captures of the account that took of the asset, in the order in which they were booked. */
    List<EntryId> reversibleDebits(AccountId account, AssetId asset);
    /** In the order of making, as are the releases and the plans. */
    List<HoldId> reserveHolds(AccountId account);

    List<ReserveReleaseId> reserveReleases(AccountId account);

    List<ReservePlanId> reservePlans(AccountId account);

    /** The charges of which something was reserved, in the order of reserving. */
    List<String> charges(AccountId account, AssetId asset);

    /** When anything that is reserved is to be given back, of all accounts. */
    List<Instant> releaseDates();

    /** The transfers that the account has made or begun to make. */
    List<EntryId> transferIds(AccountId account);
}
