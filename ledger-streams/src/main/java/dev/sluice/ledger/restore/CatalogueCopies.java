package dev.sluice.ledger.restore;

import dev.sluice.ledger.core.catalog.CatalogEntries;
import dev.sluice.ledger.restore.CutFinder.Place;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.value.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The changes of the catalogue on the partitions that own the programs and assets, and their copies on all others. The copies
 * are made in the order of the changes, so their number tells how far a partition has come.
 */
final class CatalogueCopies {

    private final int partitions;
    private final Map<AccountId, Changes> entities = new HashMap<>();

    /** The changes of one program or asset: on its owner the entries, elsewhere the places of the copies. */
    private record Changes(List<JournalEntry> made, Map<Integer, List<Place>> copies) {}

    CatalogueCopies(int partitions) {
        this.partitions = partitions;
    }

    void read(JournalRecord link) {
        var entry = link.entry();
        if (CatalogEntries.catalogFact(entry).isEmpty()) {
            return;
        }
        var changes =
                entities.computeIfAbsent(entry.accountId(), unseen -> new Changes(new ArrayList<>(), new HashMap<>()));
        if (owner(entry.accountId()) == link.partition()) {
            changes.made().add(entry);
        } else {
            changes.copies()
                    .computeIfAbsent(link.partition(), unseen -> new ArrayList<>())
                    .add(new Place(link.partition(), link.sequence()));
        }
    }

    private int owner(AccountId entity) {
        return Partitioning.of(entity.toKey(), partitions);
    }

    /** The first copies of changes that are not there. */
    List<Place> causeless() {
        var places = new ArrayList<Place>();
        for (var changes : entities.values()) {
            var made = changes.made().size();
            changes.copies().values().stream()
                    .filter(copies -> copies.size() > made)
                    .map(copies -> copies.get(made))
                    .forEach(places::add);
        }
        return places;
    }

    /** The changes that not all partitions have. */
    List<Cut.Announced> announced() {
        var announced = new ArrayList<Cut.Announced>();
        entities.forEach((entity, changes) -> {
            for (var index = 0; index < changes.made().size(); index++) {
                var missing = missing(entity, changes, index);
                if (!missing.isEmpty()) {
                    var entry = changes.made().get(index);
                    announced.add(new Cut.Announced(
                            entry, CatalogEntries.catalogFact(entry).orElseThrow(), missing));
                }
            }
        });
        return announced;
    }

    private List<Integer> missing(AccountId entity, Changes changes, int index) {
        return IntStream.range(0, partitions)
                .filter(partition -> partition != owner(entity))
                .filter(partition ->
                        changes.copies().getOrDefault(partition, List.of()).size() <= index)
                .boxed()
                .toList();
    }
}
