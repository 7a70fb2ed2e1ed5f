package dev.sluice.ledger.store;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Idempotency memory: what came of each request, for as long as the retention.
 *
 * <p>(account, hash of the key; window) → when, fingerprint, answer. A window is half the retention, so a look-up asks three
 * windows, the newest first, and each that has nothing costs one test of a Bloom filter. A row is written once and never
 * deleted: the store keeps its windows in segments, each a database of its own, and drops a segment as a whole when the
 * ledger's time has passed it. Every other layout would pay for each outcome a second time, with a tombstone or an index row
 * here and in the changelog.
 *
 * <p>Whether an outcome is old is told by the time in its row, to the millisecond; when its segment goes, only by when it is
 * convenient.
 */
public final class Outcomes {

    private static final int WINDOWS = 2;
    private static final byte ANSWERED = 'a';
    private static final byte ON_ITS_WAY = 'w';

    private final OpenStores stores;
    private final Duration retention;
    private final long windowMs;

    public Outcomes(OpenStores stores, LedgerStoreSettings settings) {
        this.stores = stores;
        this.retention = settings.outcomeRetention();
        this.windowMs = window(retention).toMillis();
    }

    /** Rounded up, so that so many windows are never shorter than the retention. */
    static Duration window(Duration retention) {
        return Duration.ofMillis(Math.ceilDiv(retention.toMillis(), WINDOWS));
    }

    /** What was remembered last under this key, unless it is older than the retention. */
    public Optional<Outcome> find(AccountId account, IdempotencyKey key, Instant now) {
        var row = row(account, key);
        var newest = windowOf(now);
        for (var window = newest; window >= newest - WINDOWS * windowMs; window -= windowMs) {
            var value = stores.outcome(row, window);
            if (value != null) {
                return decode(value, now.minus(retention));
            }
        }
        return Optional.empty();
    }

    /** Remembers an outcome, in place of what was remembered under this key. */
    public void remember(AccountId account, IdempotencyKey key, Instant now, Outcome outcome) {
        var value = encode(outcome, now);
        RowBatch.checkSize(value);
        stores.stage(new OutcomeWrite(row(account, key), value, windowOf(now)));
    }

    private long windowOf(Instant instant) {
        return Math.floorDiv(instant.toEpochMilli(), windowMs) * windowMs;
    }

    private static Bytes row(AccountId account, IdempotencyKey key) {
        return KeyBuilder.of(account, StoreKeys.hash(key.value())).key();
    }

    static byte[] encode(Outcome outcome, Instant now) {
        var writer = new ValueWriter().instant(now).block(outcome.fingerprint());
        return switch (outcome.state()) {
            case Outcome.Answered(var reply) ->
                writer.oneByte(ANSWERED).block(reply).value();
            case Outcome.OnItsWay(var note) ->
                writer.oneByte(ON_ITS_WAY).block(note).value();
        };
    }

    static Optional<Outcome> decode(byte[] value, Instant oldest) {
        var reader = new ValueReader(value);
        if (reader.instant().isBefore(oldest)) {
            return Optional.empty();
        }
        var fingerprint = reader.block();
        var state = reader.oneByte();
        return Optional.of(
                switch (state) {
                    case ANSWERED -> Outcome.answered(fingerprint, reader.block());
                    case ON_ITS_WAY -> Outcome.onItsWay(fingerprint, reader.block());
                    default -> throw new IllegalStateException("Expected the state of an outcome, but got " + state);
                });
    }
}
