package dev.sluice.ledger.topology;

import dev.sluice.ledger.store.StateWriter;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records that wait until what is due on their accounts is booked, those of each account in the order of arrival. The
 * records are rows; in memory is only which account has any, and where. As a rule there are none.
 */
final class PostponedRecords {

    private final Books books;
    private final StateWriter writer;
    private final Wiring wiring;

    /** The places of each account's records; the accounts in the order in which they have their turns. */
    private final Map<AccountId, Deque<Long>> places = new LinkedHashMap<>();

    private long nextPlace;
    private int size;

    PostponedRecords(Books books, StateWriter writer, Wiring wiring) {
        this.books = books;
        this.writer = writer;
        this.wiring = wiring;
        try (var rows = books.view().allPostponed()) {
            while (rows.hasNext()) {
                var row = rows.next();
                added(decode(row.getValue()).account(), row.getKey());
            }
        }
    }

    /** The task goes: what it counted is counted by whoever takes it. */
    void close() {
        count(-size);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    boolean has(AccountId account) {
        return places.containsKey(account);
    }

    int accounts() {
        return places.size();
    }

    /** Puts a request behind the records of its account that wait already. */
    Runnable postponing(Request request, Arrival arrival) {
        var postponing = postponing(PostponedRecord.of(request, arrival, wiring.formats()));
        return () -> {
            postponing.run();
            wiring.meters().request(request.operation(), LedgerMeters.Outcome.POSTPONED);
        };
    }

    /** Puts the vote that decides a request behind the records of its account that wait already. */
    Runnable postponing(Request request, VoteGiven vote, Arrival.Source source) {
        return postponing(PostponedRecord.of(request.accountId(), vote, source, wiring.formats()));
    }

    private Runnable postponing(PostponedRecord record) {
        var row = record.encode(wiring.formats().mapper());
        Limits.checkRow(row);
        return () -> {
            var place = nextPlace;
            writer.postponed(place, row);
            added(record.account(), place);
        };
    }

    /** The account whose turn is next, which then comes last. */
    AccountId nextAccount() {
        var next = places.entrySet().iterator().next();
        var account = next.getKey();
        var waiting = next.getValue();
        places.remove(account);
        places.put(account, waiting);
        return account;
    }

    /** The record of the account that has waited longest. */
    PostponedRecord first(AccountId account) {
        var place = placesOf(account).getFirst();
        return books.view()
                .postponed(place)
                .map(this::decode)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected a record of %s to be postponed at %d, but there is none".formatted(account, place)));
    }

    /** The record of the account that has waited longest is done. */
    void firstIsDone(AccountId account) {
        var waiting = placesOf(account);
        writer.resumed(waiting.removeFirst());
        if (waiting.isEmpty()) {
            places.remove(account);
        }
        count(-1);
    }

    private Deque<Long> placesOf(AccountId account) {
        var waiting = places.get(account);
        if (waiting == null) {
            throw new IllegalStateException("Expected postponed records of %s, but there are none".formatted(account));
        }
        return waiting;
    }

    private void added(AccountId account, long place) {
        places.computeIfAbsent(account, first -> new ArrayDeque<>()).add(place);
        nextPlace = place + 1;
        count(1);
    }

    private void count(int change) {
        size += change;
        wiring.meters().recordsPostponed(change);
    }

    private PostponedRecord decode(byte[] row) {
        return PostponedRecord.decode(row, wiring.formats().mapper());
    }
}
