package dev.sluice.gateway.history;

import dev.sluice.gateway.history.HistoryDatabase.Tables;
import dev.sluice.gateway.history.Positions.Place;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The past, as far as it has been read. A question that needs more than that waits a moment for it, without keeping a connection
 * from others, and is then told that history is behind.
 */
@Singleton
final class History {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final HistoryDatabase database;
    private final Duration patience;

    History(HistoryDatabase database, HistorySettings settings) {
        this.database = database;
        this.patience = settings.patience();
    }

    /** A question to one state of the tables. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Tables tables, Positions positions) throws SQLException;
    }

    /**
     * An answer.
     *
     * @param positions how far the past was known when it was given
     */
    record Known<T>(T answer, Positions positions) {}

    /** Asks as soon as all is known that the caller has seen. */
    <T> Known<T> ask(HttpRequest<?> http, Question<T> question) {
        return ask(http, Optional.empty(), question);
    }

    /**
     * The same for a question about an instant.
     *
     * @param instant which all partitions must have passed; absent for whatever is known
     */
    <T> Known<T> ask(HttpRequest<?> http, Optional<Instant> instant, Question<T> question) {
        var seen = http.getHeaders()
                .findFirst(Positions.AT_LEAST)
                .map(Positions::parse)
                .orElse(List.of());
        return ask(seen, instant, question);
    }

    /** The same for what the gateway itself has seen. */
    <T> Known<T> ask(List<Place> seen, Question<T> question) {
        return ask(seen, Optional.empty(), question);
    }

    private <T> Known<T> ask(List<Place> seen, Optional<Instant> instant, Question<T> question) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var known = database.look(tables -> {
                var positions = Positions.of(tables);
                return reaches(positions, instant) && positions.has(seen)
                        ? Optional.of(new Known<>(question.ask(tables, positions), positions))
                        : Optional.<Known<T>>empty();
            });
            if (known.isPresent()) {
                return known.get();
            }
            if (System.nanoTime() > deadline) {
                throw behind(instant);
            }
            pause();
        }
    }

    private static boolean reaches(Positions positions, Optional<Instant> instant) {
        return instant.isEmpty()
                || positions
                        .asOf()
                        .filter(asOf -> !asOf.isBefore(instant.get()))
                        .isPresent();
    }

    private HistoryFailure behind(Optional<Instant> instant) {
        return HistoryFailure.behind("Expected to know %s within %d ms, but history has not read so far yet"
                .formatted(
                        instant.map(time -> "all that was recorded before " + time)
                                .orElse("what " + Positions.AT_LEAST + " names"),
                        patience.toMillis()));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HistoryFailure.behind("Expected to wait for history, but the gateway is closing");
        }
    }
}
