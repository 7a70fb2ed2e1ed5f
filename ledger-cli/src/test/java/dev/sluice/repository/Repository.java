package dev.sluice.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files of this repository, by their paths from its root. */
final class Repository {

    static final Path ROOT = root();

    private static final List<String> MODULES =
            List.of("schemas", "ledger-streams", "ledger-gateway", "ledger-history", "ledger-verify", "ledger-cli");

    private Repository() {}

    /** The Java sources of all modules: those of a folder such as {@code src/main}. */
    static Map<Path, String> javaSources(String folder) {
        var sources = new TreeMap<Path, String>();
        MODULES.forEach(module -> sources.putAll(filesIn(Path.of(module, folder), ".java")));
        return sources;
    }

    /** All pages, those beside the README among them. */
    static Map<Path, String> pages() {
        var pages = filesIn(Path.of("docs"), ".md");
        for (var name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            pages.put(Path.of(name), textOf(Path.of(name)));
        }
        return pages;
    }

    static String textOf(Path path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<Path, String> filesIn(Path folder, String ending) {
        try (var files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(ROOT::relativize)
                    .filter(path -> path.toString().endsWith(ending))
                    .collect(Collectors.toMap(Function.identity(), Repository::textOf, (a, b) -> a, TreeMap::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Tests run in the folder of their module. */
    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("Expected to run inside the repository, but found no mvnw above");
            }
        }
        return folder;
    }
}
