package dev.sluice.ledger.topology.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.extremes.Letters;
import dev.sluice.ledger.extremes.Specimens;
import dev.sluice.ledger.topology.output.WireFormats;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The round trip of all that waits, made by chance from the ends of what the contract allows, and with all of them at once.
 * {@code -Dsluice.seed=7} gives a run again, {@code -Dsluice.seeds=1000} takes more.
 */
class WaitingExtremesTest {

    private static final int TRIES = Integer.getInteger("sluice.seeds", 10);
    private static final int HASH_LENGTH = 32;
    private static final int BYTES_MAX = 500;
    private static final WireFormats FORMATS = WireFormats.create();

    private final long seed = Long.getLong("sluice.seed", new Random().nextLong());

    /** Bytes are anything: what is in them is somebody else's format. */
    private Stream<Specimens> specimens() {
        System.out.println("-Dsluice.seed=" + seed);
        var random = new Random(seed);
        var byChance = Stream.iterate(0, i -> i < TRIES, i -> i + 1).map(i -> Specimens.byChance(seed + i));
        return Stream.concat(Arrays.stream(Letters.values()).map(Specimens::largest), byChance)
                .map(specimens -> specimens
                        .upTo(2_000)
                        .with("fingerprint", () -> bytes(random, HASH_LENGTH))
                        .with("KeptRecord.value", () -> bytes(random, random.nextInt(BYTES_MAX)))
                        .with("EncodedReply.value", () -> bytes(random, random.nextInt(BYTES_MAX)))
                        .with("request", () -> bytes(random, random.nextInt(BYTES_MAX))));
    }

    private static byte[] bytes(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void a_kept_record_is_read_as_it_was_written() {
        isReadAsWritten(KeptRecord.class, record -> KeptRecord.decode(record.encode()));
    }

    @Test
    void the_changing_half_of_a_coordinated_request_is_read_as_it_was_written() {
        isReadAsWritten(
                PendingRequest.class,
                pending -> PendingRequestCodec.decode(pending.state().id(), PendingRequestCodec.encode(pending)));
    }

    @Test
    void the_lasting_half_of_a_coordinated_request_is_read_as_it_was_written() {
        isReadAsWritten(
                PendingParts.class, parts -> PendingRequestCodec.decodeParts(PendingRequestCodec.encode(parts)));
    }

    @Test
    void a_change_of_the_catalogue_is_read_as_it_was_written() {
        isReadAsWritten(
                PendingBroadcast.class,
                pending -> PendingBroadcastCodec.decode(PendingBroadcastCodec.encode(pending, FORMATS), FORMATS));
    }

    private <T> void isReadAsWritten(Class<T> type, Function<T, T> writtenAndRead) {
        specimens().forEach(specimens -> {
            var written = specimens.of(type);

            assertThat(writtenAndRead.apply(written)).usingRecursiveComparison().isEqualTo(written);
        });
    }
}
