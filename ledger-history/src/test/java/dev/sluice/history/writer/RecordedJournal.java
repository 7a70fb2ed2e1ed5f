package dev.sluice.history.writer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The journal of a run of the real ledger, as it was recorded; the records of each partition may be changed. */
final class RecordedJournal {

    static final List<String> RUNS = List.of("run-74", "run-99", "run-132", "run-160", "run-223", "run-289");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final List<List<PartitionWriter.Read>> partitions;

    private RecordedJournal(List<List<PartitionWriter.Read>> partitions) {
        this.partitions = partitions;
    }

    static RecordedJournal of(String run) {
        try (var file = RecordedJournal.class.getResourceAsStream("/runs/%s.jsonl.gz".formatted(run));
                var lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Objects.requireNonNull(file)), StandardCharsets.UTF_8))) {
            var partitions =
                    MAPPER.readTree(lines.readLine()).path("partitions").intValue();
            var journal = new RecordedJournal(IntStream.range(0, partitions)
                    .<List<PartitionWriter.Read>>mapToObj(partition -> new ArrayList<>())
                    .toList());
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var record = MAPPER.readTree(line);
                if (record.path("topic").asText().equals("journal")) {
                    journal.records(record.path("partition").intValue())
                            .add(new PartitionWriter.Read(
                                    record.path("offset").longValue(),
                                    record.path("value").asText().getBytes(StandardCharsets.UTF_8)));
                }
            }
            return journal;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    int partitions() {
        return partitions.size();
    }

    List<PartitionWriter.Read> records(int partition) {
        return partitions.get(partition);
    }

    /** The records from this offset on. */
    List<PartitionWriter.Read> from(int partition, long offset) {
        return records(partition).stream()
                .filter(record -> record.offset() >= offset)
                .toList();
    }
}
