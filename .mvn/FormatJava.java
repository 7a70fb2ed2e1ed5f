import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that each Java file is formatted, or formats it. The build runs this in the JDK it compiles with, and not in
 * Maven's own JVM as the usual plugins do, since the formatter reads only the Java that the JVM around it knows.
 *
 * <p>Usage: {@code FormatJava check|apply <folder>}, where the folder is a module or holds modules.
 */
public final class FormatJava {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    public static void main(String[] arguments) throws IOException {
        boolean apply = arguments[0].equals("apply");
        Path root = Path.of(arguments[1]);

        List<Path> unformatted = javaFiles(root).parallelStream()
                .filter(apply ? FormatJava::rewrite : FormatJava::differs)
                .toList();

        for (Path file : unformatted) {
            System.out.println((apply ? "formatted " : "not formatted: ") + file.normalize());
        }
        if (!apply && !unformatted.isEmpty()) {
            System.out.println("Run ./mvnw -Pformat to format them.");
            System.exit(1);
        }
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            return Stream.concat(Stream.of(root), modules)
                    .map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(FormatJava::walk)
                    .filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean differs(Path file) {
        String source = read(file);
        return !format(file, source).equals(source);
    }

    private static boolean rewrite(Path file) {
        String source = read(file);
        String formatted = format(file, source);
        if (formatted.equals(source)) {
            return false;
        }
        try {
            Files.writeString(file, formatted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String format(Path file, String source) {
        try {
            return FORMATTER.formatSourceAndFixImports(source);
        } catch (FormatterException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
