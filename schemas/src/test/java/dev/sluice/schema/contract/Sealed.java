package dev.sluice.schema.contract;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Walks sealed interfaces, so that a type that is added is noticed by the tests. */
final class Sealed {

    private Sealed() {}

    /** The records under a sealed interface, at any depth. */
    static Set<Class<?>> records(Class<?> root) {
        return leaves(root).collect(Collectors.toSet());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Sealed::leaves) : Stream.of(type);
    }
}
