package dev.sluice.ledger.standstill;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.schema.value.AccountId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The register of what waits inside the ledger: what has been begun and what was kept for later. A task fills in what its
 * rows tell when it begins, reports what comes and goes, and clears its part when it closes.
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

    private final Map<Place, Shelf> shelves = new ConcurrentHashMap<>();

    /** What it is that waits. */
    public enum Kind {
        /** A request that concerns several partitions, kept by the one that coordinates it. */
        COORDINATED_REQUEST,
        /** A change of the catalogue that not every partition has acknowledged. */
        BROADCAST,
        /** A record that waits until what is due on its account is booked. */
        POSTPONED_RECORD,
        /** A message of another partition whose work failed: it is tried again. */
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
     * @param since when, by the ledger's time
     * @param detail what it waits for, in a few words; nothing of what is in it
     */
    public record Item(
            int partition, Kind kind, String id, Optional<AccountId> account, Instant since, String detail) {}

    private record Place(int partition, Kind kind) {}

    /** A thing waits, or what it waits for has changed. */
    public void put(Item item) {
        shelf(item.partition(), item.kind()).put(item);
    }

    /** A thing that was put waits no longer. */
    public void remove(int partition, Kind kind, String id) {
        shelf(partition, kind).remove(id);
    }

    /** The partition's task closes: who takes it fills in what waits. */
    public void clear(int partition) {
        shelves.keySet().removeIf(place -> place.partition() == partition);
    }

    /** How many things of this kind wait. */
    public int count(Kind kind) {
        return shelvesOf(kind).mapToInt(Shelf::count).sum();
    }

    /** What has waited for longest, of all kinds, at most so many. */
    public List<Item> oldest(int itemsMax) {
        return shelves.values().stream()
                .flatMap(shelf -> shelf.oldest(itemsMax).stream())
                .sorted(OLDEST_FIRST)
                .limit(itemsMax)
                .toList();
    }

    /** Since when the oldest thing of this kind has waited. */
    public Optional<Instant> oldestSince(Kind kind) {
        return shelvesOf(kind)
                .flatMap(shelf -> shelf.oldest(1).stream())
                .map(Item::since)
                .min(Comparator.naturalOrder());
    }

    private Shelf shelf(int partition, Kind kind) {
        return shelves.computeIfAbsent(new Place(partition, kind), empty -> new Shelf());
    }

    private Stream<Shelf> shelvesOf(Kind kind) {
        return shelves.entrySet().stream()
                .filter(shelf -> shelf.getKey().kind() == kind)
                .map(Map.Entry::getValue);
    }

    /** What waits of one kind on one partition: one thread changes it, and others look. */
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
