package dev.sluice.ledger.core.model;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.time.Instant;
import java.util.List;

/** Two people and a team, and what the naive ledger says that they have. Mostly one of them is meant, so that requests meet. */
record NaiveSurroundings(NaiveLedger ledger) implements Surroundings {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final AccountId BOB = AccountId.ofParticipant("bob");
    private static final AccountId TEAM = AccountId.ofGroup(IdempotencyKey.of("team"));
    private static final List<AccountId> ACCOUNTS = List.of(ANN, ANN, ANN, ANN, ANN, ANN, ANN, ANN, BOB, TEAM);

    @Override
    public List<String> participants() {
        return List.of("ann", "bob");
    }

    @Override
    public List<AccountId> groups() {
        return List.of(TEAM);
    }

    @Override
    public List<AccountId> accounts() {
        return ACCOUNTS;
    }

    @Override
    public boolean has(AccountId account, AssetId asset, Bucket bucket) {
        return ledger.pot(account, asset)
                .filter(pot -> pot.pieces().stream().anyMatch(piece -> piece.bucket == bucket))
                .isPresent();
    }

    @Override
    public List<String> lotIds(AccountId account, AssetId asset) {
        return ledger.pot(account, asset).stream()
                .flatMap(pot -> pot.lots.stream())
                .map(lot -> lot.id.toString())
                .toList();
    }

    @Override
    public List<EntryId> transferIds(AccountId account) {
        return ledger.transferIds(account);
    }

    @Override
    public List<EntryId> reversibleDebits(AccountId account, AssetId asset) {
        return ledger.pot(account, asset).stream()
                .flatMap(pot -> pot.takings.stream())
                .map(taking -> taking.entry)
                .toList();
    }

    @Override
    public List<HoldId> holdIds(AccountId account, AssetId asset) {
        return ledger.pot(account, asset).stream()
                .flatMap(pot -> pot.holds.stream())
                .map(hold -> hold.id)
                .toList();
    }

    @Override
    public List<HoldId> reserveHolds(AccountId account) {
        return ledger.reserves().holds.stream()
                .filter(hold -> hold.account.equals(account))
                .map(NaiveReserved::id)
                .toList();
    }

    @Override
    public List<ReserveReleaseId> reserveReleases(AccountId account) {
        return ledger.reserves().releases.stream()
                .filter(release -> release.account.equals(account))
                .flatMap(release -> release.id.stream())
                .toList();
    }

    @Override
    public List<ReservePlanId> reservePlans(AccountId account) {
        return ledger.reserves().plans.stream()
                .filter(plan -> plan.account.equals(account))
                .map(plan -> plan.id)
                .toList();
    }

    @Override
    public List<String> charges(AccountId account, AssetId asset) {
        return ledger.reserves().holds.stream()
                .filter(hold -> hold.account.equals(account) && hold.pot.asset.equals(asset))
                .flatMap(hold -> hold.hold.reference.stream())
                .toList();
    }

    @Override
    public List<Instant> releaseDates() {
        return ledger.reserves().holds.stream()
                .filter(NaiveReserved::isReleasable)
                .map(hold -> hold.end().at())
                .toList();
    }
}
