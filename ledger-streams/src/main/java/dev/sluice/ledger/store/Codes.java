package dev.sluice.ledger.store;

/**
 * Enum constants as bytes: their ordinals. So the order of an enum that is stored never changes, and new constants come
 * last; a test holds the order fast.
 */
final class Codes {

    private Codes() {}

    @SuppressWarnings("EnumOrdinal") // That is what this class is for.
    static int of(Enum<?> constant) {
        return constant.ordinal();
    }

    static <E extends Enum<E>> E of(E[] values, int code) {
        if (code < 0 || code >= values.length) {
            throw new IllegalStateException("Expected a code below " + values.length + ", but got " + code);
        }
        return values[code];
    }
}
