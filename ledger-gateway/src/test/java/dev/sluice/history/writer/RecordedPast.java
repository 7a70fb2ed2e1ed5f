package dev.sluice.history.writer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.history.HistoryDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The journal of a run of the real ledger, written into a database by the real writer; it is here for the writer's own types. */
public final class RecordedPast {

    public static final List<String> RUNS = List.of("run-74", "run-99", "run-132", "run-160", "run-223", "run-289");

    private static final Path FOLDER = Path.of("..", "ledger-verify", "src", "test", "resources", "runs");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final int partitions;
    private final Map<Integer, List<PartitionWriter.Read>> records = new TreeMap<>();
    private final List<JsonNode> entries = new ArrayList<>();

    private RecordedPast(BufferedReader lines) throws IOException {
        this.partitions = MAPPER.readTree(lines.readLine()).path("partitions").intValue();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var record = MAPPER.readTree(line);
            if (record.path("topic").asText().equals("journal")) {
                var value = record.path("value").asText();
                records.computeIfAbsent(record.path("partition").intValue(), partition -> new ArrayList<>())
                        .add(new PartitionWriter.Read(
                                record.path("offset").longValue(), value.getBytes(StandardCharsets.UTF_8)));
                entries.add(MAPPER.readTree(value).path("entry"));
            }
        }
    }

    public static RecordedPast of(String run) {
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FOLDER.resolve(run + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            return new RecordedPast(lines);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The entries of all partitions, as the journal has them. */
    public List<JsonNode> entries() {
        return entries;
    }

    /** Makes the tables, and writes all of it; everything is known up to the end of time then. */
    public void writeTo(HistoryDatabase database) throws SQLException {
        database.migrate();
        try (var connections = database.connect(4)) {
            try (var connection = connections.getConnection()) {
                Positions.create(connection, partitions);
                connection.commit();
            }
            for (var own : records.entrySet()) {
                PartitionWriter.take(connections, new Months(), new Partitioning(partitions), own.getKey())
                        .write(own.getValue());
            }
            try (var connection = connections.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("update position set at_end_at = '2999-01-01T00:00:00Z'");
                connection.commit();
            }
        }
    }
}
