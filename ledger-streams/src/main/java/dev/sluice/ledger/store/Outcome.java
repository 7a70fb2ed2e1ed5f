package dev.sluice.ledger.store;

/**
 * The outcome of a request, remembered under its idempotency key.
 *
 * @param fingerprint of the request's meaning
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that pass through; nobody compares outcomes.
public record Outcome(byte[] fingerprint, State state) {

    /** The state that the request has reached. */
    public sealed interface State {}

    /** It was answered, with these bytes. */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    public record Answered(byte[] reply) implements State {}

    /**
     * It is on its way between partitions, and is answered later.
     *
     * @param note what the topology wants to find again
     */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    public record OnItsWay(byte[] note) implements State {}

    public static Outcome answered(byte[] fingerprint, byte[] reply) {
        return new Outcome(fingerprint, new Answered(reply));
    }

    public static Outcome onItsWay(byte[] fingerprint, byte[] note) {
        return new Outcome(fingerprint, new OnItsWay(note));
    }
}
