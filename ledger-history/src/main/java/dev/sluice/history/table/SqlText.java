package dev.sluice.history.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text form of a value, as PostgreSQL reads it for any type of column. */
final class SqlText {

    private static final Instant YEAR_ONE = Instant.parse("0001-01-01T00:00:00Z");

    private SqlText() {}

    /** The text, or null for what is absent. Ids, amounts and names of the contract have one text each, which is theirs. */
    static @Nullable String of(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isPresent() ? of(optional.get()) : null;
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case Instant instant -> instant(instant);
            case LocalDate date ->
                date.isBefore(LocalDate.of(1, 1, 1)) ? beforeChrist(date.plusYears(1)) : date.toString();
            case Collection<?> ids -> ids.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
            case Enum<?> name -> name.name();
            default -> withoutNul(value.toString());
        };
    }

    /** A text of PostgreSQL has every character but this one, which the ledger takes; so it gets the sign for what can't be shown. */
    static String withoutNul(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    /** The contract knows the years 0000 to 9999, and to PostgreSQL the year 0000 is 1 BC. */
    private static String instant(Instant instant) {
        return instant.isBefore(YEAR_ONE)
                ? instant.toString().replaceFirst("^0000", "0001") + " BC"
                : instant.toString();
    }

    private static String beforeChrist(LocalDate shifted) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(shifted) + " BC";
    }
}
