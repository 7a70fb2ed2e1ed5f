package dev.sluice.gateway.stripe;

import dev.sluice.schema.value.Quoted;
import java.util.Set;
import java.util.stream.Collectors;

/** A reference that {@code expand[]} may name: instead of the id, the answer has the object. */
enum Expansion {
    RESERVE_HOLD("reserve_hold"),
    RESERVE_PLAN("reserve_plan"),
    /** Expands the hold too. */
    PLAN_OF_RESERVE_HOLD("reserve_hold.reserve_plan");

    /** What a hold can have expanded; a plan can nothing. */
    static final Set<Expansion> OF_HOLDS = Set.of(RESERVE_PLAN);

    static final Set<Expansion> OF_RELEASES = Set.of(values());

    private static final int DEPTH_MAX = 4;

    private final String path;

    Expansion(String path) {
        this.path = path;
    }

    /**
     * What a path names.
     *
     * @param prefix what each path begins with, where it is of the objects of a list
     * @throws IllegalArgumentException where it names nothing that is possible
     */
    static Expansion ofPath(String path, Set<Expansion> possible, String prefix) {
        if (path.split("\\.", -1).length > DEPTH_MAX) {
            throw new IllegalArgumentException(
                    "Expected at most %d names in one another, but got %s".formatted(DEPTH_MAX, Quoted.of(path)));
        }
        return possible.stream()
                .filter(expansion -> path.equals(prefix + expansion.path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected %s, but got %s".formatted(inWords(possible, prefix), Quoted.of(path))));
    }

    private static String inWords(Set<Expansion> possible, String prefix) {
        return possible.isEmpty()
                ? "nothing, since nothing can be expanded here"
                : possible.stream()
                        .sorted()
                        .map(expansion -> prefix + expansion.path)
                        .collect(Collectors.joining(", ", "one of ", ""));
    }
}
