package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form of a list as CSV, as RFC 4180 has it. A cell that a spreadsheet would run as a formula is written with an apostrophe before it,
 * which makes it a text there; numbers stay numbers.
 *
 * @param columns names of fields; {@code amounts.held} is a field of a field
 * @param expanded a field with an array: its elements have a line each, beside what stands around them
 */
record Csv(List<String> columns, Optional<String> expanded) {

    private static final String END = "\r\n";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
    private static final String FORMULA_BEGINS = "=+-@\t\r\n";

    Csv {
        columns = List.copyOf(columns);
    }

    static Csv of(String... columns) {
        return new Csv(List.of(columns), Optional.empty());
    }

    String head() {
        return String.join(",", columns) + END;
    }

    String lines(JsonNode row) {
        var elements = expanded.map(row::path).filter(array -> !array.isEmpty());
        return elements.map(JsonNode::valueStream)
                .orElseGet(() -> Stream.of(row.path("")))
                .map(element -> line(row, element))
                .collect(Collectors.joining());
    }

    private String line(JsonNode row, JsonNode element) {
        return columns.stream()
                .map(column -> cell(value(row, element, column)))
                .collect(Collectors.joining(",", "", END));
    }

    private JsonNode value(JsonNode row, JsonNode element, String column) {
        var inside = expanded.filter(array -> column.startsWith(array + "."));
        return inside.isPresent()
                ? element.path(column.substring(inside.get().length() + 1))
                : row.at("/" + column.replace('.', '/'));
    }

    static String cell(JsonNode value) {
        var text =
                value.isMissingNode() || value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
        var harmless = isFormula(text) ? "'" + text : text;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty()
                && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
    }
}
