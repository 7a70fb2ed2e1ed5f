package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sessions in the pages, pasted into a shell as a reader does: the commands work, and print what the page says. */
class PastedSessionsIT {

    private static final Path BASH = Path.of("/bin/bash");
    private static final Path REPOSITORY = Path.of("..");

    /** A block of commands, and what it prints where the page says that. */
    private static final Pattern STEP =
            Pattern.compile("```sh\\n(?<commands>.*?)```(?:\\n\\n```text\\n(?<printed>.*?)```)?", Pattern.DOTALL);

    /** The block that starts a node and not a session. */
    private static final Pattern START = Pattern.compile("^(?:\\./|docker )", Pattern.MULTILINE);

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private record Step(String commands, String printed) {}

    @Test
    void the_balances_page_prints_what_it_says() throws Exception {
        var steps = steps("docs/balances.md");

        var printed = pasted(steps);

        assertThat(steps).hasSizeGreaterThan(8);
        for (var i = 0; i < steps.size(); i++) {
            assertThat(printed.get(i))
                    .as(steps.get(i).commands())
                    .isEqualTo(steps.get(i).printed());
        }
    }

    @Test
    void the_first_session_of_the_readme_is_done_without_a_refusal() throws Exception {
        var printed = String.join("\n", pasted(steps("README.md")));

        assertThat(printed)
                .contains("\"operation\":\"HOLD\"", "\"operation\":\"RELEASE\"", "\"available\":\"1475.00\"")
                .doesNotContain("\"code\"");
    }

    private static List<Step> steps(String page) throws IOException {
        return STEP.matcher(Files.readString(REPOSITORY.resolve(page)))
                .results()
                .map(step -> new Step(step.group(1), step.group(2) == null ? "" : step.group(2)))
                .filter(step -> !START.matcher(step.commands()).find())
                .toList();
    }

    /** What each step prints, all in one shell. */
    private static List<String> pasted(List<Step> steps) throws IOException, InterruptedException {
        assumeThat(BASH).as("a shell to paste into").exists();
        var end = "== the end of a step ==\n";
        var script = new StringBuilder();
        steps.forEach(step ->
                script.append(here(step.commands())).append("printf '%s'\n".formatted(end.replace("\n", "\\n"))));
        var shell = new ProcessBuilder(BASH.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = shell.outputWriter(StandardCharsets.UTF_8)) {
            in.write(script.toString());
        }
        var printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
        var ofSteps = Arrays.asList(printed.split(Pattern.quote(end), -1));
        return IntStream.range(0, steps.size()).mapToObj(ofSteps::get).toList();
    }

    /** The node of the page is at its usual address, with a key of its own. */
    private static String here(String commands) {
        return commands.replace("http://localhost:8080", ledger.uri().toString())
                .replaceAll("\\bsk_[a-z]+\\b", LedgerUnderTest.API_KEY);
    }
}
