package dev.sluice.ledger.standstill;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The register of what waits inside the ledger: what has been begun and what was kept for later. A task fills in what its
 * rows tell when it begins, reports what comes and goes, and takes its part with it when it closes.
 *
 * <p>All is counted. Of each kind and partition the {@value #KEPT_MAX} oldest are kept by name, which is where stuck ones
 * are: a flood takes no more memory than that. Where more than these came in, the ones that have no name are younger.
 */
public final class OpenWork {

    static final int KEPT_MAX = 1_000;

    private static final Comparator<Item> OLDEST_FIRST = Comparator.comparing(Item::since)
            .thenComparingInt(Item::partition)
            .thenComparing(Item::kind)
            .thenComparing(Item::id);

    private final Map<Integer, Part> parts = new ConcurrentHashMap<>();

    /** The kind of a thing that waits. */
    public enum Kind {
        /** A request that concerns several partitions, kept by the one that coordinates it. */
        COORDINATED_REQUEST,
        /** A change of the catalogue that not every partition has acknowledged. */
        BROADCAST,
        /** A request that waits until what is due on its account is booked, or until the transaction at hand has ended. */
        POSTPONED_RECORD,
        /** A message of another partition that waits for the same, or whose work failed and is tried again. */
        KEPT_MESSAGE,
        /** A row of something that waits, which can't be read. */
        UNREADABLE_ROW;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** As it stands in answers and in tags of metrics. */
        @JsonValue
        public String label() {
            return label;
        }
    }

    /**
     * A thing that waits.
     *
     * @param partition that keeps it
     * @param id by which it is found in journal and log; unique among those of its kind and partition
     * @param account whose it is, where it is one's
     * @param idempotencyKey of the request, where it is one
     * @param since when, by the ledger's time
     * @param detail what it waits for, in a few words; nothing of what is in it
     */
    public record Item(
            int partition,
            Kind kind,
            String id,
            Optional<AccountId> account,
            Optional<IdempotencyKey> idempotencyKey,
            Instant since,
            String detail) {

        private Item waitingFor(String other) {
            return new Item(partition, kind, id, account, idempotencyKey, since, other);
        }
    }

    /** The task of a partition begins, and fills in what waits. Whatever was told of that partition before is gone. */
    public Part begin(int partition) {
        var part = new Part(partition);
        parts.put(partition, part);
        return part;
    }

    /** The number of things of this kind that wait. */
    public int count(Kind kind) {
        return parts.values().stream()
                .mapToInt(part -> part.shelf(kind).count())
                .sum();
    }

    /** The things that have waited for longest, of all kinds, at most so many. */
    public List<Item> oldest(int itemsMax) {
        return parts.values().stream()
                .flatMap(part -> part.shelves.values().stream())
                .flatMap(shelf -> shelf.oldest(itemsMax).stream())
                .sorted(OLDEST_FIRST)
                .limit(itemsMax)
                .toList();
    }

    /** Since when the oldest thing of this kind has waited. */
    public Optional<Instant> oldestSince(Kind kind) {
        return parts.values().stream()
                .flatMap(part -> part.shelf(kind).oldest(1).stream())
                .map(Item::since)
                .min(Comparator.naturalOrder());
    }

    /** The things that wait in one partition, told by the task that serves it. */
    public final class Part implements AutoCloseable {

        private final int partition;
        private final Map<Kind, Shelf> shelves = new EnumMap<>(Kind.class);

        private Part(int partition) {
            this.partition = partition;
            for (var kind : Kind.values()) {
                shelves.put(kind, new Shelf());
            }
        }

        public int partition() {
            return partition;
        }

        /** A thing waits. */
        public void put(Item item) {
            shelf(item.kind()).put(item);
        }

        /** A thing that was put waits for something else now. */
        public void waitsFor(Kind kind, String id, String detail) {
            shelf(kind).waitsFor(id, detail);
        }

        /** A thing that was put waits no longer. */
        public void remove(Kind kind, String id) {
            shelf(kind).remove(id);
        }

        /** The task closes. Where another has begun for the partition already, what that one told stays. */
        @Override
        public void close() {
            parts.remove(partition, this);
        }

        private Shelf shelf(Kind kind) {
            return Objects.requireNonNull(shelves.get(kind), kind.label());
        }
    }

    /** The things of one kind that wait on one partition: one thread changes them, and others look. */
    private static final class Shelf {

        private final Map<String, Item> byId = new HashMap<>();
        private final NavigableSet<Item> byAge = new TreeSet<>(OLDEST_FIRST);
        private int withoutName;

        synchronized void put(Item item) {
            var before = byId.remove(item.id());
            if (before != null) {
                byAge.remove(before);
            } else if (byId.size() == KEPT_MAX) {
                withoutName++;
                var youngest = byAge.last();
                if (OLDEST_FIRST.compare(item, youngest) > 0) {
                    return;
                }
                byId.remove(youngest.id());
                byAge.remove(youngest);
            }
            byId.put(item.id(), item);
            byAge.add(item);
        }

        synchronized void waitsFor(String id, String detail) {
            var before = byId.get(id);
            if (before != null) {
                var now = before.waitingFor(detail);
                byId.put(id, now);
                byAge.remove(before);
                byAge.add(now);
            }
        }

        synchronized void remove(String id) {
            var item = byId.remove(id);
            if (item != null) {
                byAge.remove(item);
            } else if (withoutName > 0) {
                withoutName--;
            }
        }

        synchronized int count() {
            return byId.size() + withoutName;
        }

        synchronized List<Item> oldest(int itemsMax) {
            return byAge.stream().limit(itemsMax).toList();
        }
    }
}
