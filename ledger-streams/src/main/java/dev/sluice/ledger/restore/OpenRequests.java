package dev.sluice.ledger.restore;

import dev.sluice.ledger.restore.CutFinder.Place;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.SystemAccount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requests that several partitions book, while their entries are read, partition after partition: each is forgotten when as
 * much has left SYSTEM_TRANSIT as came in. What leaves it follows from what came in, and what a wallet gives for a reversal from
 * its setting aside.
 */
final class OpenRequests {

    private final Map<EntryId, Open> open = new HashMap<>();

    /** One of them, as far as it was read. */
    private static final class Open {
        private @Nullable JournalRecord setAside;
        private @Nullable JournalRecord in;
        private Amount came = Amount.ZERO;
        private Amount left = Amount.ZERO;
        private boolean restored;
        private final Map<Integer, JournalRecord> out = new HashMap<>();

        private void read(JournalRecord link, Amount change) {
            var type = link.entry().type();
            if (type == EntryType.REVERSAL_SET_ASIDE) {
                setAside = link;
            } else if (type == EntryType.REVERSAL_RESTORED) {
                restored = true;
            } else if (change.isPositive()) {
                in = link;
                came = came.plus(change);
            } else {
                out.put(link.partition(), link);
                left = left.minus(change);
            }
        }

        private boolean isDone() {
            return restored ? setAside != null : came.isPositive() && came.compareTo(left) == 0;
        }

        private boolean isReversal() {
            return setAside != null || (in != null && in.entry().type() == EntryType.REVERSAL);
        }

        private List<Place> causeless() {
            var places = new ArrayList<Place>();
            if (in == null) {
                out.values().forEach(link -> places.add(placeOf(link)));
            } else if (isReversal() && setAside == null) {
                places.add(placeOf(in));
            }
            return places;
        }

        private Cut.OnTheWay onTheWay() {
            var began = setAside != null ? setAside : in;
            if (began == null) {
                throw new IllegalStateException("Expected what nothing began to be left out, but got " + out);
            }
            var booked = new HashMap<Integer, JournalEntry>();
            out.forEach((partition, link) -> booked.put(partition, link.entry()));
            return new Cut.OnTheWay(began.entry(), began.partition(), setAside != null && in != null, booked);
        }
    }

    private static Place placeOf(JournalRecord link) {
        return new Place(link.partition(), link.sequence());
    }

    void read(JournalRecord link) {
        var entry = link.entry();
        var change = entry.postings().stream()
                .filter(posting -> posting.systemAccount().equals(Optional.of(SystemAccount.SYSTEM_TRANSIT)))
                .map(Posting::amount)
                .reduce(Amount::plus);
        var concernsOthers = change.isPresent()
                || entry.type() == EntryType.REVERSAL_SET_ASIDE
                || entry.type() == EntryType.REVERSAL_RESTORED;
        if (concernsOthers) {
            var request = open.computeIfAbsent(entry.id(), unseen -> new Open());
            request.read(link, change.orElse(Amount.ZERO));
            if (request.isDone()) {
                open.remove(entry.id());
            }
        }
    }

    /** The entries that lack what they follow from. */
    List<Place> causeless() {
        return open.values().stream()
                .flatMap(request -> request.causeless().stream())
                .toList();
    }

    /** The requests that some partition has booked its part of, and not all. */
    Map<EntryId, Cut.OnTheWay> onTheWay() {
        var onTheWay = new HashMap<EntryId, Cut.OnTheWay>();
        open.forEach((id, request) -> onTheWay.put(id, request.onTheWay()));
        return onTheWay;
    }
}
