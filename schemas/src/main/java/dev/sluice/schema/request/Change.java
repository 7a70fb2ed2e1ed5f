package dev.sluice.schema.request;

import java.util.Optional;

/** A change of a field that can be cleared: an absent one is kept, null clears it, a value replaces it. */
public sealed interface Change<T> {

    /** The field is absent: it stays as it is. */
    record Keep<T>() implements Change<T> {}

    /** The field is null: it becomes absent. */
    record Clear<T>() implements Change<T> {}

    /** The field has a value: it becomes that. */
    record Set<T>(T value) implements Change<T> {}

    /** The field after the change. */
    default Optional<T> after(Optional<T> before) {
        return switch (this) {
            case Keep<T> keep -> before;
            case Clear<T> clear -> Optional.empty();
            case Set<T> set -> Optional.of(set.value());
        };
    }
}
