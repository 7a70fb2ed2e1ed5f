package dev.sluice.ledger.extremes;

import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.value.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** The values that specimens are made of, and how much of them there is. */
abstract sealed class Ends {

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final int CHARACTERS_DEFAULT = 200_000;

    private boolean ofCallers;
    private int charactersMax = CHARACTERS_DEFAULT;
    private int characters;
    private int number;

    void asCallersDo() {
        ofCallers = true;
    }

    void upTo(int max) {
        charactersMax = max;
    }

    /** How much was made so far. */
    int characters() {
        return characters;
    }

    /** How much there is when a list that begins now stops growing, lest lists of lists have no end. */
    int endOfList() {
        return characters + charactersMax;
    }

    /** Whether something that may be absent is there. */
    abstract boolean isThere();

    abstract int size(int max);

    abstract long number(long max);

    abstract <T> T oneOf(List<T> values);

    abstract Letters letters();

    abstract int length(int max);

    String text(int lengthMax) {
        var text = letters().text(Math.max(1, length(lengthMax)), number++);
        characters += text.length();
        return text;
    }

    /** Letters and digits. */
    String symbol() {
        return "%016X".formatted(number++);
    }

    /** Of the printable characters, JSON escapes this one. */
    String lotId() {
        characters += LotFilter.LOT_ID_LENGTH_MAX;
        return Letters.QUOTES.text(LotFilter.LOT_ID_LENGTH_MAX, number++);
    }

    UUID uuid() {
        characters += 36;
        return oneOf(List.of(new UUID(-1, -1 - number++), new UUID(number++, number++)));
    }

    Instant instant() {
        return oneOf(List.of(
                LATEST, EARLIEST, Instant.EPOCH, Instant.ofEpochMilli(-1), Instant.parse("2026-06-09T08:34:00.120Z")));
    }

    Amount amount() {
        return ofCallers ? oneOf(askedAmounts()) : oneOf(writtenAmounts());
    }

    private static List<Amount> askedAmounts() {
        return IntStream.of(0, 2, 18)
                .mapToObj(scale -> amount("9".repeat(Amount.DIGITS_MAX), scale))
                .toList();
    }

    /** More digits than a caller may name, below zero, and zeros that keep their scale. */
    private static List<Amount> writtenAmounts() {
        var amounts = new ArrayList<Amount>();
        for (var scale : new int[] {18, 0}) {
            for (var digits : new int[] {40, 60}) {
                amounts.add(amount("-" + "9".repeat(digits), scale));
                amounts.add(amount("1" + "0".repeat(digits - 1), scale));
            }
            amounts.add(amount("0", scale));
            amounts.add(amount("-1", scale));
        }
        return amounts;
    }

    private static Amount amount(String unscaled, int scale) {
        return new Amount(new BigDecimal(new BigInteger(unscaled), scale));
    }

    Map<String, String> metadata() {
        var metadata = new TreeMap<String, String>();
        for (var left = size(Limit.METADATA_KEYS); left > 0; left--) {
            metadata.put(text(Limit.METADATA_KEY_LENGTH), text(Limit.METADATA_VALUE_LENGTH));
        }
        return metadata;
    }

    /** A value of each kind that JSON has, one that is nested, and a text that fills what is left. */
    Map<String, Object> attributes() {
        var attributes = new TreeMap<String, Object>();
        attributes.put("flag", isThere());
        attributes.put("int", Integer.MIN_VALUE);
        attributes.put("long", Long.MIN_VALUE);
        attributes.put("number", new BigInteger("9".repeat(100)));
        attributes.put("decimal", new BigDecimal("-1.50E+999"));
        attributes.put("nested", List.of(Map.of("a", List.of(List.of(Map.of("b", "c")))), List.of()));
        attributes.put(text(Limit.METADATA_KEY_LENGTH), text((Limit.ATTRIBUTES_BYTES - 1_000) / 6));
        return attributes;
    }

    /** Everything as long as can be. */
    static final class Largest extends Ends {

        private final Letters letters;
        private int turn;

        Largest(Letters letters) {
            this.letters = letters;
        }

        @Override
        boolean isThere() {
            return true;
        }

        @Override
        int size(int max) {
            return max;
        }

        @Override
        long number(long max) {
            return max;
        }

        /** In turn, so that all of them come in a list. */
        @Override
        <T> T oneOf(List<T> values) {
            return values.get(turn++ % values.size());
        }

        @Override
        Letters letters() {
            return letters;
        }

        @Override
        int length(int max) {
            return max;
        }
    }

    /** By chance, and more often than not at an end. */
    static final class ByChance extends Ends {

        private final Random random;

        ByChance(long seed) {
            this.random = new Random(seed);
        }

        @Override
        boolean isThere() {
            return random.nextBoolean();
        }

        @Override
        int size(int max) {
            return random.nextInt(10) == 0 ? max : random.nextInt(3);
        }

        @Override
        long number(long max) {
            return random.nextBoolean() ? random.nextLong(Math.min(max, 300)) : max;
        }

        @Override
        <T> T oneOf(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        @Override
        Letters letters() {
            return oneOf(List.of(Letters.values()));
        }

        @Override
        int length(int max) {
            return random.nextBoolean() ? max : random.nextInt(max);
        }
    }
}
