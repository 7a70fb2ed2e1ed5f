package dev.sluice.ledger.topology;

import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SourceTransactionType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Requests about one program with points, and ann who has some. */
final class TestRequests {

    static final ProgramId PROGRAM = ProgramId.madeWith(key("the-program"));
    static final AssetId POINTS = AssetId.ofSymbol("PTS");
    static final AccountId ANN = AccountId.ofParticipant("ann");

    private TestRequests() {}

    static IdempotencyKey key(String text) {
        return IdempotencyKey.of(text);
    }

    static Request of(AccountId account, String key, Operation operation) {
        return new Request(account, key(key), operation);
    }

    static Request programMade() {
        return of(PROGRAM.account(), "the-program", new CreateProgram("Bonus", Optional.empty()));
    }

    static Request pointsMade(String key) {
        return of(
                POINTS.account(),
                key,
                new CreateAsset(
                        PROGRAM, "Points", "PTS", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2, Optional.empty()));
    }

    static Request participantMade(String externalId) {
        return of(
                AccountId.ofParticipant(externalId),
                "make-" + externalId,
                new PutParticipant(externalId, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    static Request credited(AccountId account, String key, String amount) {
        return credited(account, key, amount, Optional.empty());
    }

    static Request credited(AccountId account, String key, String amount, Optional<Instant> expiresAt) {
        return credited(account, key, amount, expiresAt, Optional.empty());
    }

    static Request maturing(AccountId account, String key, String amount, Instant maturesAt) {
        return credited(account, key, amount, Optional.empty(), Optional.of(maturesAt));
    }

    private static Request credited(
            AccountId account, String key, String amount, Optional<Instant> expiresAt, Optional<Instant> maturesAt) {
        return of(
                account,
                key,
                new Credit(
                        PROGRAM,
                        POINTS,
                        "Earned",
                        Amount.parse(amount),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        expiresAt,
                        maturesAt,
                        Map.of()));
    }

    /** A credit that is the charge of this name. */
    static Request charged(AccountId account, String name, String amount) {
        return of(
                account,
                name,
                new Credit(
                        PROGRAM,
                        POINTS,
                        "Sold",
                        Amount.parse(amount),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(name),
                        Map.of()));
    }

    static Request refunded(AccountId account, String key, String amount, String charge) {
        return of(
                account,
                key,
                new Debit(
                        PROGRAM,
                        POINTS,
                        "Refunded",
                        Amount.parse(amount),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new SourceTransaction(SourceTransactionType.REFUND, key, charge)),
                        Map.of()));
    }

    static Request debited(AccountId account, String key, String amount) {
        return debited(account, key, amount, false);
    }

    static Request overdrawn(AccountId account, String key, String amount) {
        return debited(account, key, amount, true);
    }

    private static Request debited(AccountId account, String key, String amount, boolean allowNegative) {
        return of(
                account,
                key,
                new Debit(
                        PROGRAM,
                        POINTS,
                        "Spent",
                        Amount.parse(amount),
                        Optional.empty(),
                        allowNegative,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    static Request held(AccountId account, String key, String amount, Optional<Instant> expiresAt) {
        return of(
                account,
                key,
                new Hold(
                        PROGRAM,
                        POINTS,
                        "Reserved",
                        Optional.of(Amount.parse(amount)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("order-1"),
                        expiresAt,
                        Map.of()));
    }

    static Request released(AccountId account, String key) {
        return of(
                account,
                key,
                new Release(
                        PROGRAM,
                        POINTS,
                        "Given back",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("order-1"),
                        Map.of()));
    }

    /** A transfer of Ann's: so much to each. */
    static Request paid(String key, String amount, String... names) {
        var recipients = Stream.of(names)
                .map(name -> new Recipient(Amount.parse(amount), Optional.of(name), Optional.empty(), Optional.empty()))
                .toList();
        return of(ANN, key, new Transfer(PROGRAM, POINTS, "A gift", recipients, false, Optional.empty(), Map.of()));
    }

    static Request balancesOf(AccountId account, String key) {
        return of(account, key, new GetBalances(Optional.empty()));
    }
}
