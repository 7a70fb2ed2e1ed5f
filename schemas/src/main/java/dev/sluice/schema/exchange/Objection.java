package dev.sluice.schema.exchange;

import dev.sluice.schema.rejection.Rejection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A partition's reason for not doing its part.
 *
 * @param index the place in the request's list of what is at fault, from 0 on
 */
public record Objection(int index, Rejection rejection) {

    /** Refusals come in the documented order; of two with one code, the earlier in the list is told. */
    private static final Comparator<Objection> ORDER = Comparator.<Objection>comparingInt(
                    objection -> objection.rejection().code().number())
            .thenComparingInt(Objection::index);

    /** The one that is told, whatever the order in which they came. */
    public static Optional<Objection> first(Optional<Objection> one, Optional<Objection> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(ORDER);
    }
}
