package dev.sluice.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rule that the comment of a type or package begins with the thing and its role, as the readers of other ledgers and logs expect,
 * and not with a word that describes around it.
 */
class TypeCommentsTest {

    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private static final String STRING = "\"(?:[^\"\\\\\\n]++|\\\\.)*+\"";
    private static final String TEXT_BLOCK = "\"\"\"(?s:.*?)\"\"\"";
    private static final String INNER_BRACKETS = "\\([^()]*+\\)";
    private static final String BRACKETS =
            "\\((?:[^()\"]++|%s|%s|%s)*+\\)".formatted(TEXT_BLOCK, STRING, INNER_BRACKETS);

    /** Annotations and modifiers, and then what makes it a type or a package. */
    private static final Pattern TYPE =
            Pattern.compile("\\s*(?:@(?!interface\\b)[\\w.]++\\s*(?:%s)?\\s*)*".formatted(BRACKETS)
                    + "(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed)\\s+)*"
                    + "(?:class|record|interface|enum|@interface|package)\\s+([\\w.]+)");

    private static final Pattern AROUND =
            Pattern.compile("(?:What|How|Who|Whom|Whose|Where|Which|Whether|When|Why|That)\\b");

    @ParameterizedTest
    @ValueSource(strings = {"src/main", "src/test"})
    void the_comment_of_a_type_or_package_begins_with_a_noun(String folder) {
        var around = Repository.javaSources(folder).entrySet().stream()
                .flatMap(source -> around(source.getKey(), source.getValue()))
                .toList();

        assertThat(around)
                .as("types and packages whose comments describe around the thing; begin with the noun and its role")
                .isEmpty();
    }

    @Test
    void finds_such_a_comment_behind_annotations() {
        var source = """
            %s Which way it goes (as \\*). */
            @Command(name = "x", text = {"a)", ExitCode.OK}, more = @Nested("b"))
            @Deprecated
            public sealed interface Direction {
                /** What a method does is its own affair. */
                void go();
            }
            """.formatted("/**");

        assertThat(around(Path.of("Direction.java"), source)).containsExactly("Direction.java: Direction");
    }

    private static Stream<String> around(Path path, String source) {
        return COMMENT.matcher(source)
                .results()
                .filter(comment -> AROUND.matcher(textOf(comment.group(1))).lookingAt())
                .flatMap(comment -> {
                    var after = TYPE.matcher(source).region(comment.end(), source.length());
                    return after.lookingAt() ? Stream.of(path + ": " + after.group(1)) : Stream.empty();
                });
    }

    private static String textOf(String comment) {
        return comment.replaceAll("(?m)^\\s*\\*?\\s*", " ").strip();
    }
}
