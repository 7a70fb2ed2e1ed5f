package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * A batch in the name of a producer that runs, which knows nothing of it: the broker takes it for the first of that producer's
 * next transaction, and whatever the producer itself sends to the partition then is out of order for good.
 *
 * @param partition where the batch goes
 * @param records how many it has
 */
record ForgedBatch(TopicPartition partition, int records) {

    /** The last that names topics, and not their ids. */
    private static final short VERSION = 12;

    private static final int PATIENCE_MS = 10_000;

    /** Sends it in the name of the producer that has written to the partition and is between two transactions. */
    void send(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var id = transactionalId(admin);
            var producer =
                    admin.describeTransactions(List.of(id)).description(id).get();
            var errors = call(bootstrapServers, request(id, producer)).errorCounts();
            assertThat(errors).containsOnlyKeys(Errors.NONE);
        } catch (InterruptedException | ExecutionException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private String transactionalId(Admin admin) throws ExecutionException, InterruptedException {
        var writers = admin.describeProducers(List.of(partition))
                .partitionResult(partition)
                .get()
                .activeProducers();
        assertThat(writers).hasSize(1);
        return admin.listTransactions().all().get().stream()
                .filter(transaction ->
                        transaction.producerId() == writers.getFirst().producerId())
                .map(TransactionListing::transactionalId)
                .findFirst()
                .orElseThrow();
    }

    private ProduceRequest request(String transactionalId, TransactionDescription producer) {
        var record = new SimpleRecord("forged".getBytes(StandardCharsets.UTF_8));
        var batch = MemoryRecords.withTransactionalRecords(
                Compression.NONE,
                producer.producerId(),
                (short) producer.producerEpoch(),
                0,
                Collections.nCopies(records, record).toArray(SimpleRecord[]::new));
        var topics = new ProduceRequestData.TopicProduceDataCollection();
        topics.add(new ProduceRequestData.TopicProduceData()
                .setName(partition.topic())
                .setPartitionData(List.of(new ProduceRequestData.PartitionProduceData()
                        .setIndex(partition.partition())
                        .setRecords(batch))));
        var data = new ProduceRequestData()
                .setTransactionalId(transactionalId)
                .setAcks((short) -1)
                .setTimeoutMs(PATIENCE_MS)
                .setTopicData(topics);
        return ProduceRequest.builder(data).build(VERSION);
    }

    private static AbstractResponse call(String bootstrapServers, ProduceRequest request) throws IOException {
        var address = bootstrapServers.split(":");
        var header = new RequestHeader(ApiKeys.PRODUCE, VERSION, "forger", 1);
        try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.setSoTimeout(PATIENCE_MS);
            var bytes = request.serializeWithHeader(header);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            var answer = new byte[in.readInt()];
            in.readFully(answer);
            return AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header);
        }
    }
}
