package dev.sluice.endtoend;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.node.HistoryPlace;
import dev.sluice.cli.node.Node;
import dev.sluice.cli.node.NodeFolder;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;

/**
 * A ledger as the first release left it in its data folder, and what that release had answered. How it was made is told by the
 * README beside the files.
 *
 * @param how it was left: {@code killed} or {@code stopped} while it was at work
 */
record FirstRelease(String how) {

    private static final String API_KEY = "sk_test_of_the_first_release";

    /** As it ran with, so that nothing in the folder is forgotten or falls due by the age of the folder. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SLUICE_OUTCOME_RETENTION", "P10950D",
            "SLUICE_FINISHED_RETENTION", "P10950D",
            "SLUICE_RESERVE_DAYS_MAX", "36500");

    /**
     * A request over HTTP.
     *
     * @param answer the status and the very text; empty where there was none before the end
     */
    record Call(HttpMethod method, String path, Map<String, String> headers, String body, Optional<Answer> answer) {

        record Answer(int status, String text) {

            /** A refusal's type led to a page of ours then, and leads to one of the gateway now: the gateway adds it, not the ledger. */
            String textOfToday() {
                return text.replace("https://sluice.dev/rejections#", "/docs/rejections#");
            }
        }

        String key() {
            return headers.getOrDefault("Idempotency-Key", "");
        }

        CompletableFuture<HttpAnswer> send(LedgerHttp http) {
            return http.call(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
        }

        private static Call of(JsonNode line) {
            var headers = new HashMap<String, String>();
            line.path("headers")
                    .propertyStream()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().textValue()));
            return new Call(
                    HttpMethod.valueOf(line.path("method").textValue()),
                    line.path("path").textValue(),
                    headers,
                    line.path("request").asText(""),
                    line.has("answer")
                            ? Optional.of(new Answer(
                                    line.path("status").intValue(),
                                    line.path("answer").textValue()))
                            : Optional.empty());
        }
    }

    /**
     * A request that had begun and had not ended: other partitions took part in it, or were being told of it, or it was
     * postponed.
     *
     * @param entry the id of its journal entries; empty where it had none yet
     * @param key the idempotency key of who waits for it
     */
    record OnItsWay(String type, AccountId account, String key, Optional<EntryId> entry) {

        private static OnItsWay of(JsonNode line) {
            return new OnItsWay(
                    line.path("request").textValue(),
                    AccountId.parse(line.path("account_id").textValue()),
                    line.path("idempotency_key").textValue(),
                    Optional.ofNullable(line.path("entry_id").textValue()).map(EntryId::parse));
        }
    }

    /** The end of a partition's journal. */
    record JournalEnd(int partition, long sequence, String sha256) {

        private static JournalEnd of(JsonNode line) {
            return new JournalEnd(
                    line.path("partition").intValue(),
                    line.path("sequence").longValue(),
                    line.path("sha256").textValue());
        }
    }

    /** A node of today on a copy of the folder, and who calls it. */
    record Upgraded(NodeFolder folder, Node node, LedgerHttp http) implements AutoCloseable {

        /** All are sent at once, and again where the gateway can't tell what came of one. */
        Map<Call, HttpAnswer> answersTo(List<Call> calls) {
            var sent = new LinkedHashMap<Call, CompletableFuture<HttpAnswer>>();
            calls.forEach(call -> sent.put(call, call.send(http)));
            var answers = new LinkedHashMap<Call, HttpAnswer>();
            sent.forEach((call, first) -> {
                var answer = first.join();
                answers.put(call, isKnown(answer) ? answer : knownAnswerTo(call));
            });
            return answers;
        }

        private HttpAnswer knownAnswerTo(Call call) {
            return Awaitility.await("an answer to " + call)
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> call.send(http).join(), Upgraded::isKnown);
        }

        private static boolean isKnown(HttpAnswer answer) {
            return answer.status() < 500;
        }

        @Override
        public void close() {
            http.close();
            node.close();
            folder.close();
        }
    }

    /** Returns when the node has answered. */
    Upgraded startOfToday(Path empty) {
        unpack("before.zip", empty);
        unpack(how + ".zip", empty);
        var folder = NodeFolder.claim(empty, false);
        var tuning = LedgerConfig.Tuning.from(ENVIRONMENT);
        var node = Node.start(new Node.Settings(
                folder,
                new Node.Ports(0, 0, OptionalInt.of(0)),
                Optional.of(API_KEY),
                tuning,
                new HistoryPlace.None()));
        return new Upgraded(folder, node, LedgerHttp.to(node.uri(), API_KEY, 64));
    }

    /** What was asked and answered in peace, refusals too; each answer is remembered. */
    static List<Call> answered() {
        return lines("answers.jsonl", Call::of);
    }

    /** All that could be asked about accounts that nobody touched afterwards. */
    static List<Call> pictures() {
        return lines("pictures.jsonl", Call::of);
    }

    /** The ids of what new requests can be about. */
    static JsonNode world() {
        return lines("world.json", line -> line).getFirst();
    }

    /** What was asked while it was at work, with the answers to some. */
    List<Call> sent() {
        return lines("sent-%s.jsonl".formatted(how), Call::of);
    }

    List<OnItsWay> onItsWay() {
        return lines("on-its-way-%s.jsonl".formatted(how), OnItsWay::of);
    }

    List<JournalEnd> journal() {
        return lines("journal-%s.jsonl".formatted(how), JournalEnd::of);
    }

    /** A file that is there already is continued: Kafka's logs only grew. */
    private static void unpack(String name, Path folder) {
        try (var zip = new ZipInputStream(open(name))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (var grown = Files.newOutputStream(file, CREATE, APPEND)) {
                    zip.transferTo(grown);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<T> lines(String name, Function<JsonNode, T> reader) {
        try (var file = open(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(LedgerCaller::json)
                    .map(reader)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        var file = FirstRelease.class.getResourceAsStream("/first-release/" + name);
        if (file == null) {
            throw new IllegalStateException("Expected %s among the files of the first release".formatted(name));
        }
        return file;
    }
}
