package dev.sluice.cli.postings;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The format of a file of postings, as the command line was told it.
 *
 * @param batch what the keys of rows without one are made of, with the number of the line
 * @param names what a column is called in the file, where that is not its own name
 * @param skipped columns to pass over
 * @param accountPrefix stands before each account
 */
public record PostingFormat(String batch, Map<PostingColumn, String> names, Set<String> skipped, String accountPrefix) {

    public static PostingFormat plain(String batch) {
        return new PostingFormat(batch, Map.of(), Set.of(), "");
    }

    /** Where each column is. What is not known is refused: a misspelt column must not go unnoticed. */
    Map<PostingColumn, Integer> locate(CsvReader.Row header) {
        var places = new EnumMap<PostingColumn, Integer>(PostingColumn.class);
        for (var place = 0; place < header.fields().size(); place++) {
            var name = header.fields().get(place).strip();
            if (skipped.contains(name)) {
                continue;
            }
            if (places.put(columnOf(header.line(), name), place) != null) {
                throw new PostingFileException(header.line(), "Expected the column %s once".formatted(name));
            }
        }
        var missing = Arrays.stream(PostingColumn.values())
                .filter(column -> column.isRequired() && !places.containsKey(column))
                .map(this::nameOf)
                .toList();
        if (!missing.isEmpty()) {
            throw new PostingFileException(
                    header.line(),
                    "Expected the columns %s, but there is no %s"
                            .formatted(
                                    joined(Arrays.stream(PostingColumn.values())
                                            .filter(PostingColumn::isRequired)
                                            .map(this::nameOf)
                                            .toList()),
                                    joined(missing)));
        }
        return places;
    }

    String nameOf(PostingColumn column) {
        return names.getOrDefault(column, column.columnName());
    }

    private PostingColumn columnOf(long line, String name) {
        return Arrays.stream(PostingColumn.values())
                .filter(column -> nameOf(column).equals(name))
                .findFirst()
                .orElseThrow(() -> new PostingFileException(
                        line,
                        "Expected columns of %s, but got %s; pass it over with --skip %s"
                                .formatted(
                                        Arrays.stream(PostingColumn.values())
                                                .map(this::nameOf)
                                                .collect(Collectors.joining(", ")),
                                        name,
                                        name)));
    }

    private static String joined(List<String> names) {
        return String.join(", ", names);
    }
}
