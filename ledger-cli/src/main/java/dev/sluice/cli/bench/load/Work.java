package dev.sluice.cli.bench.load;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;

/**
 * The kind of request, and the accounts that it is asked of.
 *
 * @param kind which requests
 * @param value the program and the asset that they name
 * @param crowd the accounts that they are about
 * @param amount of each request, such as 1.00
 */
public record Work(Kind kind, Value value, Crowd crowd, String amount) {

    /** A kind of request, or a pair of them that leaves all as it was. */
    public enum Kind {
        /** Makes each participant, once. */
        PARTICIPANTS,
        CREDITS,
        /** A hold on each account in turn, then its release on each in turn. */
        HOLDS_AND_RELEASES,
        /** From an account to another, both drawn at random. */
        PAIRS,
        /** The same, where the two are on different partitions. */
        PAIRS_ACROSS,
        /** From an account to 100 others. */
        HUNDREDS
    }

    /** The program and the asset of an operation. */
    public record Value(ProgramId program, AssetId asset) {

        String fields() {
            return "\"program_id\":\"" + program + "\",\"asset_id\":\"" + asset + "\",\"description\":\"Benchmark\"";
        }
    }

    /**
     * Participants whose external ids are counted.
     *
     * @param prefix what each external id begins with
     * @param size how many there are
     * @param partitions of the ledger
     */
    public record Crowd(String prefix, int size, int partitions) {

        public String externalId(int number) {
            return prefix + number;
        }

        public AccountId account(int number) {
            return AccountId.ofParticipant(externalId(number));
        }
    }
}
