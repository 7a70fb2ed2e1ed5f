package dev.sluice.cli.bench.echo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.topic.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The life of a request in the echo: parsed, its account's rows got and put, its key looked up, kept under it, and sent back with
 * the headers that a reply of the ledger has.
 */
final class EchoProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final int ROW_BYTES = 100;
    private static final byte[] COMPLETED = Headers.STATUS_COMPLETED.getBytes(StandardCharsets.UTF_8);

    private final JsonMapper mapper = LedgerMapper.create();
    private final int rows;
    private KeyValueStore<byte[], byte[]> rowStore;
    private KeyValueStore<byte[], byte[]> keptStore;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    EchoProcessor(int rows) {
        this.rows = rows;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        rowStore = context.getStateStore(EchoTopology.ROWS);
        keptStore = context.getStateStore(EchoTopology.REQUESTS_KEPT);
    }

    @Override
    public void process(Record<byte[], byte[]> request) {
        var key = keyOf(request.value());
        for (var at = 0; at < rows; at++) {
            touchRow(request.key(), (byte) at);
        }
        if (keptStore.get(key) == null) {
            keptStore.put(key, request.value());
        }
        var headers = new RecordHeaders().add(Headers.IDEMPOTENCY_KEY, key).add(Headers.STATUS, COMPLETED);
        context().forward(request.withHeaders(headers));
    }

    private void touchRow(byte[] account, byte number) {
        var key = Arrays.copyOf(account, account.length + 1);
        key[account.length] = number;
        var found = rowStore.get(key);
        var row = found == null ? new byte[ROW_BYTES] : found;
        // A row that is put as it was would be as good for the store, but not for the compression of its changelog.
        row[0]++;
        rowStore.put(key, row);
    }

    private byte[] keyOf(byte[] request) {
        try {
            return mapper.readTree(request).path("idempotency_key").textValue().getBytes(StandardCharsets.UTF_8);
        } catch (IOException notJson) {
            throw new UncheckedIOException("Expected the load's own JSON", notJson);
        }
    }
}
