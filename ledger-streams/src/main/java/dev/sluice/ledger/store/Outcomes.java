package dev.sluice.ledger.store;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency memory: what came of each request, for as long as the retention.
 *
 * <p>(account, hash of the key; window) → when, fingerprint, answer. A look-up asks the windows that the retention reaches, three
 * of a retention of seven days, the newest first, and each that has nothing costs one test of a Bloom filter. A row is written
 * once and never deleted: the store keeps its windows in segments, each a database of its own, and drops a segment as a whole
 * when the ledger's time has passed it. Every other layout would pay for each outcome a second time, with a tombstone or an index
 * row here and in the changelog.
 *
 * <p>The length of a window is the same whatever the retention, so that what was written under another one is found. Older versions
 * took half the retention, whatever it was then: what one may have written is looked for in all windows, until it is too old.
 *
 * <p>Whether an outcome is old is told by the time in its row, to the millisecond; when its segment goes, only by when it is
 * convenient.
 */
public final class Outcomes {

    /** Half of the retention that is usual, as older versions had it. Never another, or a key would not be found. */
    static final Duration WINDOW = Duration.ofHours(84);

    private static final long WINDOW_MS = WINDOW.toMillis();

    /** A scan opens an iterator over each segment, of which there are four at most; so many windows cost about as much. */
    private static final int WINDOWS_ASKED_MAX = 9;

    private static final byte ANSWERED = 'a';
    private static final byte ON_ITS_WAY = 'w';

    private final OpenStores stores;
    private final Duration retention;

    /** Whether the retention reaches so many windows that they are not asked one by one. */
    private final boolean reachesManyWindows;

    public Outcomes(OpenStores stores, LedgerStoreSettings settings) {
        this.stores = stores;
        this.retention = settings.outcomeRetention();
        this.reachesManyWindows = retention.dividedBy(WINDOW) + 2 > WINDOWS_ASKED_MAX;
    }

    /** What was remembered last under this key, unless it is older than the retention. */
    public Optional<Outcome> find(AccountId account, IdempotencyKey key, Instant now) {
        var row = row(account, key);
        var oldest = now.minus(retention);
        var value =
                lieElsewhere(oldest) ? stores.latestOutcome(row, now) : newest(row, windowOf(oldest), windowOf(now));
        return value == null ? Optional.empty() : decode(value, oldest);
    }

    /** Whether asking window by window won't do for what is as old as this. */
    private boolean lieElsewhere(Instant oldest) {
        return reachesManyWindows || stores.hasOlderOutcomes(oldest);
    }

    private byte @Nullable [] newest(Bytes row, long first, long last) {
        for (var window = last; window >= first; window -= WINDOW_MS) {
            var value = stores.outcome(row, window);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Remembers an outcome, in place of what was remembered under this key. */
    public void remember(AccountId account, IdempotencyKey key, Instant now, Outcome outcome) {
        var value = encode(outcome, now);
        RowBatch.checkSize(value);
        stores.stage(new OutcomeWrite(row(account, key), value, windowOf(now)));
    }

    private static long windowOf(Instant instant) {
        return Math.floorDiv(instant.toEpochMilli(), WINDOW_MS) * WINDOW_MS;
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

    /** When what a row says was remembered. */
    static Instant rememberedAt(byte[] value) {
        return new ValueReader(value).instant();
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
