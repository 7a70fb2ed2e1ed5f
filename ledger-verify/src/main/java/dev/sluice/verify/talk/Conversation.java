package dev.sluice.verify.talk;

import dev.sluice.verify.books.Booked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The open matters of one name: requests that are not answered, entries of which nobody was told, and replies that came first. */
final class Conversation {

    final List<Asked> asked = new ArrayList<>(1);
    final List<Booked> booked = new ArrayList<>(1);
    final List<Answered> untrue = new ArrayList<>(0);
    final List<Told> unasked = new ArrayList<>(0);
    final List<Told> early = new ArrayList<>(0);

    boolean isOver() {
        return asked.isEmpty() && booked.isEmpty() && untrue.isEmpty() && unasked.isEmpty() && early.isEmpty();
    }

    /** The request that a reply is to: it names the attempt, where that had a name. */
    Optional<Asked> askedOf(Told told) {
        return asked.stream()
                .filter(one -> one.requestId().equals(told.requestId()))
                .findFirst();
    }
}
