package dev.sluice.ledger.restore;

import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.journal.JournalRecord;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The search for the largest cut of a copy that all partitions agree on. The ends of the partitions were not taken at one
 * moment, so the copy may have an entry and lack the one of another partition that it follows from; then that entry and all
 * behind it are left out, which may take away what others follow from, and so it is looked again. What was answered before the
 * copy began is never left out: all that it follows from was there by then.
 *
 * <p>Each look reads the whole copy, and proves the chain of each partition. Only what is on its way is kept in memory.
 */
public final class CutFinder {

    private final WireFormats formats = WireFormats.create();
    private final MessageDigest sha256 = sha256();
    private final JournalCopy copy;
    private final LongConsumer progress;

    private CutFinder(JournalCopy copy, LongConsumer progress) {
        this.copy = copy;
        this.progress = progress;
    }

    /**
     * Finds the cut.
     *
     * @param progress is told how many more records were read, the first time
     * @throws CopyUnusableException where the chain of a partition is broken, or a record is none of a journal
     */
    public static Cut of(JournalCopy copy, LongConsumer progress) throws IOException {
        var finder = new CutFinder(copy, progress);
        var ends = new long[copy.partitions()];
        Arrays.fill(ends, Long.MAX_VALUE);
        while (true) {
            var look = finder.look(ends);
            var causeless = look.causeless();
            if (causeless.isEmpty()) {
                return look.cut();
            }
            causeless.forEach(entry -> ends[entry.partition()] = Math.min(ends[entry.partition()], entry.sequence()));
        }
    }

    /** An entry that lacks what it follows from. */
    record Place(int partition, long sequence) {}

    private Look look(long[] ends) throws IOException {
        var look = new Look(ends);
        copy.read(look::take);
        return look;
    }

    /** One reading of the copy. */
    private final class Look {

        private final long[] ends;
        private final long[] next;
        private final String[] lastHash;
        private final long[] kept;
        private final OpenRequests requests = new OpenRequests();
        private final CatalogueCopies catalogue;
        private Instant newest = Instant.EPOCH;

        Look(long[] ends) {
            this.ends = ends;
            this.next = new long[ends.length];
            this.kept = new long[ends.length];
            this.lastHash = new String[ends.length];
            Arrays.fill(lastHash, JournalRecord.FIRST_PREVIOUS_HASH);
            this.catalogue = new CatalogueCopies(ends.length);
        }

        void take(JournalLine line) throws CopyUnusableException {
            var partition = line.partition();
            var link = read(line);
            if (link.partition() != partition
                    || link.sequence() != next[partition]
                    || !link.previousHash().equals(lastHash[partition])) {
                throw new CopyUnusableException(
                        "Expected link %d of partition %d and the hash %s before it, but at offset %d is link %d of partition %d after %s"
                                .formatted(
                                        next[partition],
                                        partition,
                                        lastHash[partition],
                                        line.offset(),
                                        link.sequence(),
                                        link.partition(),
                                        link.previousHash()));
            }
            next[partition]++;
            lastHash[partition] = HexFormat.of().formatHex(sha256.digest(line.value()));
            progress.accept(1);
            if (link.sequence() < ends[partition]) {
                keep(link);
            }
        }

        private JournalRecord read(JournalLine line) throws CopyUnusableException {
            try {
                return formats.journal().read(line.value());
            } catch (RuntimeException unreadable) {
                throw new CopyUnusableException(
                        "Expected a journal record of partition %d at offset %d, but it can't be read: %s"
                                .formatted(line.partition(), line.offset(), unreadable.getMessage()));
            }
        }

        private void keep(JournalRecord link) {
            kept[link.partition()]++;
            var at = link.entry().recordedAt();
            newest = at.isAfter(newest) ? at : newest;
            requests.read(link);
            catalogue.read(link);
        }

        List<Place> causeless() {
            var places = new ArrayList<>(requests.causeless());
            places.addAll(catalogue.causeless());
            return places;
        }

        Cut cut() {
            return new Cut(
                    Arrays.stream(kept).boxed().toList(),
                    Arrays.stream(next).sum() - Arrays.stream(kept).sum(),
                    newest,
                    requests.onTheWay(),
                    catalogue.announced());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform must have SHA-256", impossible);
        }
    }
}
