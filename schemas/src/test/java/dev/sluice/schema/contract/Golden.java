package dev.sluice.schema.contract;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One golden message: a file that the documents show and that every reader and writer of the contract must agree on. */
record Golden(String family, String name, String text) {

    private static final JsonMapper MAPPER = LedgerMapper.create();
    private static final String TODAY = "/golden";
    private static final String FIRST_RELEASE = "/golden-first-release";

    /** All messages of a family, which is a folder, in the order of their names. */
    static List<Golden> all(String family) {
        return all(folder(TODAY), family);
    }

    static Golden of(String family, String name) {
        return read(family, folder(TODAY).resolve(family).resolve(name + ".json"));
    }

    /** The messages of a family as the first release wrote them; they never change. */
    static List<Golden> allOfTheFirstRelease(String family) {
        return all(folder(FIRST_RELEASE), family);
    }

    /** What else the first release is known by: the lines of a file beside its messages. */
    static List<String> linesOfTheFirstRelease(String file) {
        try {
            return Files.readAllLines(folder(FIRST_RELEASE).resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Golden> all(Path root, String family) {
        try (Stream<Path> files = Files.list(root.resolve(family))) {
            return files.sorted().map(file -> read(family, file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden read(String family, Path file) {
        try {
            var name = file.getFileName().toString().replace(".json", "");
            return new Golden(family, name, Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(String name) {
        try {
            return Path.of(Golden.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tree that the caller may change. */
    ObjectNode json() {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The file without the white space that makes it readable: what is on the topic. */
    String compact() {
        return json().toString();
    }

    @Override
    public String toString() {
        return family + "/" + name;
    }
}
