package dev.sluice.schema.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that callers read must have every code, with the number and status that the ledger answers with. */
class RejectionsPageTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^### ([a-z_]+)\\n\\nNumber (\\d+), HTTP (\\d+)\\.");

    @Test
    void the_page_of_rejections_has_each_code_in_the_order_of_checking() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "rejections.md"));

        var documented = HEADING.matcher(page)
                .results()
                .map(heading -> "%s %s %s".formatted(heading.group(1), heading.group(2), heading.group(3)))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(RejectionCode.values())
                        .map(code -> "%s %d %d".formatted(code.wireName(), code.number(), code.httpStatus()))
                        .toList());
    }
}
