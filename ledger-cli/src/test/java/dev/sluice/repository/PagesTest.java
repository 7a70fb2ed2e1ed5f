package dev.sluice.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names in the pages: settings, metrics, classes, tests and links are those that there are. */
class PagesTest {

    private static final Path SETTINGS_OF_THE_GATEWAY = Path.of("ledger-gateway/src/main/resources/application.yml");

    private static final Pattern SETTING = Pattern.compile("\\bSLUICE_[A-Z_]*[A-Z]\\b(?!_)");
    /** The beginning of all settings of Kafka's own clients, which are handed on whatever they are. */
    private static final String OF_KAFKA = "SLUICE_KAFKA_";

    private static final Pattern METER = Pattern.compile("(?<!= )\"(sluice\\.[a-z.]*[a-z])\"");
    private static final Pattern METRIC = Pattern.compile("\\bsluice_[a-z_]*[a-z]\\b");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern CLASS_NAME = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b");
    private static final Pattern PLACE = Pattern.compile("([\\w-]*)/?…/([\\w/]+)");
    private static final Pattern TEST_NAME = Pattern.compile("\\b([A-Z]\\w+(?:Test|IT))\\.([a-z_]+)\\b");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    private final Map<Path, String> pages = Repository.pages();
    private final Map<Path, String> sources = Repository.javaSources("src/main");

    @Test
    void a_setting_is_in_the_pages_exactly_when_it_is_in_the_code() {
        var known = named(SETTING, sources).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(settingsOfTheGateway());

        assertThat(named(SETTING, pages)
                        .filter(setting -> !setting.startsWith(OF_KAFKA) || known.contains(setting))
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThan(30)
                .isEqualTo(known);
    }

    /** Each leaf under {@code sluice} is a setting; what stands elsewhere is a framework's own. */
    private static Set<String> settingsOfTheGateway() {
        var settings = new TreeSet<String>();
        var path = new ArrayDeque<String>();
        Repository.textOf(SETTINGS_OF_THE_GATEWAY)
                .lines()
                .filter(line -> line.matches(" *[a-z][\\w.-]*:.*"))
                .forEach(line -> {
                    var depth = line.indexOf(line.strip()) / 2;
                    while (path.size() > depth) {
                        path.removeLast();
                    }
                    path.add(line.strip().replaceFirst(":.*", ""));
                    if (path.getFirst().equals("sluice") && !line.endsWith(":")) {
                        settings.add(
                                String.join("_", path).toUpperCase(Locale.ROOT).replace('-', '_'));
                    }
                });
        return settings;
    }

    @Test
    void a_metric_is_in_the_pages_exactly_when_something_measures_it() {
        var measured = sources.values().stream()
                .filter(source -> source.contains("import io.micrometer."))
                .flatMap(source -> METER.matcher(source).results())
                .map(meter -> meter.group(1).replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));

        var told = named(METRIC, pages)
                .map(name -> measured.contains(name) ? name : name.replaceFirst("_(?:total|seconds)$", ""))
                .collect(Collectors.toSet());

        assertThat(told).hasSizeGreaterThan(10).isEqualTo(measured);
    }

    @Test
    void a_class_that_a_page_names_is_there() {
        var words = Stream.concat(sources.values().stream(), Repository.javaSources("src/test").values().stream())
                .flatMap(source -> CLASS_NAME.matcher(source).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(code().flatMap(code -> CLASS_NAME.matcher(code).results())
                        .map(MatchResult::group)
                        .distinct())
                .hasSizeGreaterThan(30)
                .allMatch(words::contains);
    }

    /** As {@code module/…/folder/Class}, or without the module where it was just named. */
    @Test
    void a_place_that_a_page_names_is_there() {
        var places = sources.keySet().stream().map(Path::toString).toList();

        assertThat(code().map(PLACE::matcher).filter(Matcher::matches).map(Matcher::toMatchResult))
                .hasSizeGreaterThan(15)
                .allMatch(place -> places.stream()
                        .anyMatch(path -> path.startsWith(place.group(1))
                                && (path.contains("/%s/".formatted(place.group(2)))
                                        || path.endsWith("/%s.java".formatted(place.group(2))))));
    }

    @Test
    void a_test_that_a_page_names_is_there() {
        var tests = Repository.javaSources("src/test");

        assertThat(code().flatMap(code -> TEST_NAME.matcher(code).results()))
                .isNotEmpty()
                .allMatch(test -> tests.entrySet().stream()
                        .anyMatch(source -> source.getKey().endsWith(test.group(1) + ".java")
                                && source.getValue().contains("void %s(".formatted(test.group(2)))));
    }

    @Test
    void a_link_leads_somewhere() {
        var broken = new ArrayList<String>();
        pages.forEach((page, text) -> links(text)
                .filter(Predicate.not(link -> leadsSomewhere(page, link)))
                .forEach(link -> broken.add(page + " -> " + link)));

        assertThat(broken).isEmpty();
    }

    @Test
    void the_readme_leads_to_each_page() {
        var linked = links(pages.get(Path.of("README.md"))).map(Path::of).toList();

        assertThat(pages.keySet().stream().filter(page -> page.startsWith("docs") && page.getNameCount() == 2))
                .hasSizeGreaterThan(8)
                .allMatch(linked::contains);
    }

    private boolean leadsSomewhere(Path page, String link) {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(Repository.ROOT.resolve(target))) {
            return false;
        }
        return parts.length == 1
                || Optional.ofNullable(pages.get(target)).stream()
                        .flatMap(text -> anchors(text).stream())
                        .anyMatch(parts[1]::equals);
    }

    private static List<String> anchors(String text) {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", ""))
                .map(heading -> heading.strip().replace(' ', '-'))
                .toList();
    }

    private static Stream<String> links(String text) {
        return LINK.matcher(text).results().map(link -> link.group(1)).filter(link -> !link.startsWith("http"));
    }

    private Stream<String> code() {
        return pages.values().stream()
                .flatMap(text -> CODE.matcher(text).results())
                .map(code -> code.group(1));
    }

    private static Stream<String> named(Pattern name, Map<Path, String> texts) {
        return texts.values().stream()
                .flatMap(text -> name.matcher(text).results())
                .map(MatchResult::group);
    }
}
