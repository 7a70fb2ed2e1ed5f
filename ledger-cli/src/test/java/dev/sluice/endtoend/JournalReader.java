package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.SystemAccount;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An auditor: knows the journal's topic, and nothing else of the ledger. */
record JournalReader(String bootstrapServers, String topic) {

    private static final MessageJson<JournalRecord> JSON = MessageJson.ofJournal(LedgerMapper.create());

    /** One place where value can be. */
    record Place(AccountId account, AssetId asset, Bucket bucket) {}

    /** All entries, once their chain, their order and their balance are proven. */
    List<JournalEntry> checkedEntries() {
        var records = Topics.readAll(bootstrapServers, topic);
        var partitions = records.stream().collect(Collectors.groupingBy(ConsumerRecord::partition));
        partitions.values().forEach(JournalReader::checkChain);
        var entries = records.stream().map(JournalReader::entryOf).toList();
        assertThat(entries).allMatch(JournalEntry::isBalanced, "sums to zero for each asset");
        return entries;
    }

    /** The SHA-256 of each record in its place, partition by partition: what the record after it has to name. */
    Map<Integer, List<String>> hashes() {
        return Topics.readAll(bootstrapServers, topic).stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::offset))
                .collect(Collectors.groupingBy(
                        ConsumerRecord::partition,
                        Collectors.mapping(record -> sha256(record.value()), Collectors.toList())));
    }

    List<JournalEntry> entriesOf(AccountId account) {
        return checkedEntries().stream()
                .filter(entry -> entry.accountId().equals(account))
                .toList();
    }

    /** What was booked on an account, in order; that the account itself was made or changed is left out. */
    List<EntryType> typesOf(AccountId account) {
        return entriesOf(account).stream()
                .map(JournalEntry::type)
                .filter(type -> type != EntryType.OWNER_STORED)
                .toList();
    }

    /** The first such entry; waits for it. */
    JournalEntry await(AccountId account, EntryType type) {
        return entryOf(Topics.await(bootstrapServers, topic, record -> {
            var entry = entryOf(record);
            return entry.accountId().equals(account) && entry.type() == type;
        }));
    }

    /** What an entry moved, such as {@code AVAILABLE -5.00}, in the order of its postings. */
    static List<String> moves(JournalEntry entry) {
        return entry.postings().stream()
                .map(posting -> "%s %s"
                        .formatted(
                                posting.bucket()
                                        .map(Bucket::name)
                                        .or(() -> posting.systemAccount().map(SystemAccount::name))
                                        .orElseThrow(),
                                posting.amount()))
                .toList();
    }

    /** How many entries each request made. */
    Map<IdempotencyKey, Long> entriesByKey(AccountId account) {
        return entriesOf(account).stream()
                .flatMap(entry -> entry.idempotencyKey().stream())
                .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
    }

    static Map<Place, Amount> balances(List<JournalEntry> entries) {
        var balances = new HashMap<Place, Amount>();
        for (var entry : entries) {
            for (var posting : entry.postings()) {
                posting.accountId()
                        .ifPresent(
                                account -> balances.merge(placeOf(account, posting), posting.amount(), Amount::plus));
            }
        }
        return balances;
    }

    private static Place placeOf(AccountId account, Posting posting) {
        return new Place(account, posting.assetId(), posting.bucket().orElseThrow());
    }

    private static void checkChain(List<ConsumerRecord<byte[], byte[]>> partition) {
        var previousHash = JournalRecord.FIRST_PREVIOUS_HASH;
        var sequence = 0L;
        var inOrder = partition.stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::offset))
                .toList();
        for (var found : inOrder) {
            var record = JSON.read(found.value());
            assertThat(record.partition()).isEqualTo(found.partition());
            assertThat(record.sequence()).isEqualTo(sequence++);
            assertThat(record.previousHash()).isEqualTo(previousHash);
            assertThat(found.key()).isEqualTo(record.entry().accountId().toKey());
            previousHash = sha256(found.value());
        }
    }

    private static JournalEntry entryOf(ConsumerRecord<byte[], byte[]> record) {
        return JSON.read(record.value()).entry();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
