package dev.sluice.gateway.history;

import dev.sluice.gateway.history.HistoryDatabase.Tables;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.Quoted;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The positions up to which each partition of the journal is in the tables. */
record Positions(List<Position> all) {

    static final String AT_LEAST = "Sluice-At-Least";

    private static final Pattern PLACE = Pattern.compile("\\s*([0-9]{1,5}):([0-9]{1,18})\\s*");

    Positions {
        all = List.copyOf(all);
    }

    /**
     * The position of one partition.
     *
     * @param nextSequence of the first entry that is not there yet
     * @param knownUpTo all that was recorded before is there; absent where nothing is known of the partition yet
     */
    record Position(int partition, long nextSequence, Optional<Instant> knownUpTo) {}

    /** A place in the journal that an asker has seen. */
    record Place(int partition, long sequence) {}

    static Positions of(Tables tables) throws SQLException {
        return new Positions(tables.rows(
                Sql.of("select partition, next_sequence, greatest(ledger_time, at_end_at) as known from position"),
                row -> new Position(
                        row.getInt("partition"),
                        row.getLong("next_sequence"),
                        instant(row.getObject("known", OffsetDateTime.class)))));
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    /** The instant up to which all partitions are there; absent while one of them is not known at all. */
    Optional<Instant> asOf() {
        return all.stream().allMatch(position -> position.knownUpTo().isPresent())
                ? all.stream()
                        .flatMap(position -> position.knownUpTo().stream())
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }

    boolean has(List<Place> places) {
        return places.stream().allMatch(this::has);
    }

    private boolean has(Place place) {
        var found = all.stream()
                .filter(position -> position.partition() == place.partition())
                .findFirst();
        if (found.isEmpty() && !all.isEmpty()) {
            throw refusal("Expected a partition of this ledger, but got " + place.partition());
        }
        return found.filter(position -> position.nextSequence() > place.sequence())
                .isPresent();
    }

    /** Reads {@code 3:1842,4:17}. */
    static List<Place> parse(String header) {
        return Arrays.stream(header.split(",", -1)).map(Positions::place).toList();
    }

    private static Place place(String text) {
        var place = PLACE.matcher(text);
        if (!place.matches()) {
            throw refusal(
                    "Expected <partition>:<sequence>, several with commas between them, but got " + Quoted.of(text));
        }
        return new Place(Integer.parseInt(place.group(1)), Long.parseLong(place.group(2)));
    }

    private static InvalidMessageException refusal(String detail) {
        return new InvalidMessageException(RejectionCode.INVALID_FIELD, "#/" + AT_LEAST, detail);
    }
}
