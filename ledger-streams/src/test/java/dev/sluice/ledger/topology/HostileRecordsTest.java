package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.ledger.extremes.Specimens;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.IdempotencyKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Records that are made by chance from the contract, at the ends of what it allows and past them, on the topics that others
 * write to, and forged on the one that only the ledger does. Whatever comes, no task ends, every account is still served,
 * also by a task that begins anew, and what was booked is balanced and chained. A seed of one's own: {@code -Dsluice.seed=7}; more
 * of them: {@code -Dsluice.hostile.records=100000}.
 */
class HostileRecordsTest {

    private static final int RECORDS = Integer.getInteger("sluice.hostile.records", 3_000);
    private static final int THOUSAND = 1_000;
    private static final int FIFTY = 50;
    private static final int PARTITIONS = 4;
    private static final String NO_HASH = "0".repeat(64);

    private static final List<Class<?>> OPERATIONS = new TreeMap<>(OperationTypes.all())
            .values().stream().<Class<?>>map(type -> type).toList();

    /** What is put in the place of a value, or behind a comma. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "9223372036854775808",
            "9".repeat(101),
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"$1 ${2} \\\\ $\"",
            "\"" + "9".repeat(38) + "\"",
            "\"" + "9".repeat(39) + "\"",
            "\"0." + "0".repeat(17) + "1\"",
            "\"9999-12-31T23:59:59.999Z\"",
            "\"+1000000000-12-31T23:59:59Z\"",
            "[]",
            "{}",
            "[".repeat(25) + "]".repeat(25),
            "{\"a\":".repeat(25) + "1" + "}".repeat(25),
            "\"" + "x".repeat(100_000) + "\"");

    private final TestLedger ledger =
            TestLedger.with(TestLedger.settings(PARTITIONS).withWriteTopic(), Rules.ofTheLedger());
    private final JsonMapper json = new JsonMapper();
    private final Map<Integer, String> lastHash = new HashMap<>();
    private final Map<Integer, Long> sequence = new HashMap<>();
    private final List<AccountId> accounts =
            Stream.of("ann", "bob", "cid", "dan").map(AccountId::ofParticipant).toList();
    private int asked;

    @BeforeEach
    void given_accounts_on_all_partitions() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        Stream.of("ann", "bob", "cid", "dan").forEach(name -> ledger.ask(participantMade(name)));
        checkBooks();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_hostile_request_is_refused_or_done_and_the_ledger_goes_on() {
        var chance = chance();
        var told = new TreeMap<String, Integer>();

        for (var number = 0; number < RECORDS; number++) {
            var one = chance.split();
            var operation = OPERATIONS.get(number % OPERATIONS.size());
            var request = request(operation, one);
            var value = one.nextInt(3) == 0
                    ? ledger.formats.requests().write(request)
                    : mutated(new String(ledger.formats.requests().write(request), StandardCharsets.UTF_8), one);
            var key = one.nextInt(10) == 0 ? key(one) : request.accountId().toKey();
            var partition = one.nextInt(5) == 0 ? one.nextInt(PARTITIONS) : ledger.home(request);
            if (one.nextBoolean()) {
                ledger.sendTo(partition, key, value, headers(one));
            } else {
                ledger.sendToWriteTopic(partition, key, value, headers(one));
            }
            for (var answer : ledger.answers()) {
                var status = answer.header(Headers.STATUS);
                told.merge(status, 1, Integer::sum);
                assertThat(status)
                        .as("record %d, %s: %s", number, operation.getSimpleName(), text(value))
                        .isNotEqualTo("internal_error");
            }
            ledger.deadLetters();
            ledger.catalog();
            if (number % FIFTY == FIFTY - 1) {
                openAccounts(number);
            }
            if (number % THOUSAND == THOUSAND - 1) {
                checkThatItGoesOn();
            }
        }

        assertThat(told).containsKeys("completed", "invalid_field", "wrong_topic", "wrong_key");
    }

    /** With what is forged there, value can be moved, which is why nobody else may write to it; but not by half, and nothing stops. */
    @Test
    void a_forged_message_between_partitions_stops_nothing() {
        var chance = chance();

        for (var number = 0; number < RECORDS; number++) {
            var one = chance.split();
            var message = specimens(one).of(ExchangeMessage.class);
            var value = ledger.formats.exchange().write(message);
            var sent = one.nextBoolean() ? value : mutated(new String(value, StandardCharsets.UTF_8), one);
            ledger.message(one.nextInt(PARTITIONS), key(one), sent);
            ledger.answers();
            ledger.deadLetters();
            ledger.catalog();
            if (number % THOUSAND == THOUSAND - 1) {
                checkThatItGoesOn();
            }
        }
    }

    private static SplittableRandom chance() {
        var seed = Long.getLong("sluice.seed", 20_261_122L);
        System.out.println("-Dsluice.seed=" + seed);
        return new SplittableRandom(seed);
    }

    /** A request that the contract allows, of an account that there is, so that it gets as far as it can. */
    private Request request(Class<?> operation, RandomGenerator chance) {
        var account = accounts.get(chance.nextInt(accounts.size()));
        var made = (Operation) specimens(chance).of(operation);
        return new Request(account, IdempotencyKey.of("hostile-" + chance.nextInt(RECORDS)), made);
    }

    private static Specimens specimens(RandomGenerator chance) {
        return Specimens.byChance(chance.nextLong())
                .ofCallers()
                .upTo(20_000)
                .with("programId", () -> PROGRAM)
                .with("assetId", () -> POINTS);
    }

    /** One to three faults: a value that is another, a field that is there twice, a byte that is another, an end that is missing. */
    private static byte[] mutated(String text, RandomGenerator chance) {
        var changed = text;
        for (var fault = 0; fault <= chance.nextInt(3); fault++) {
            var value = VALUES.get(chance.nextInt(VALUES.size()));
            var colon = changed.indexOf(':', chance.nextInt(changed.length()));
            var end = colon < 0 ? -1 : changed.indexOf(',', colon);
            changed = switch (chance.nextInt(6)) {
                case 0 -> changed.substring(0, chance.nextInt(changed.length()) + 1);
                case 1 -> withField(changed, "amount", value);
                case 2 -> withField(changed, "k".repeat(chance.nextInt(300)), value);
                default -> end < 0 ? changed : changed.substring(0, colon + 1) + value + changed.substring(end);
            };
        }
        var bytes = changed.getBytes(chance.nextInt(20) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        if (chance.nextInt(8) == 0) {
            bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt();
        }
        return bytes;
    }

    /** Whatever stands in the value: no sign of it means anything here. */
    private static String withField(String json, String name, String value) {
        var begin = json.indexOf('{') + 1;
        return json.substring(0, begin) + '"' + name + "\":" + value + "," + json.substring(begin);
    }

    private static byte[] key(RandomGenerator chance) {
        return switch (chance.nextInt(4)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> ANN.toString().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            default -> new byte[] {(byte) 0xff, (byte) chance.nextInt()};
        };
    }

    private static Map<String, String> headers(RandomGenerator chance) {
        var values =
                List.of("", "-1", "3", "4", "99999999999", "api-key:shop", "\u0000", "x".repeat(513), "é".repeat(256));
        var headers = new HashMap<String, String>();
        for (var name : List.of(
                Headers.REPLY_PARTITION, Headers.REQUEST_ID, Headers.PRINCIPAL, Headers.TRACEPARENT, "unknown")) {
            if (chance.nextInt(3) == 0) {
                headers.put(name, values.get(chance.nextInt(values.size())));
            }
        }
        return headers;
    }

    /** Somebody has closed some of them meanwhile, and value can be moved no more. */
    private void openAccounts(int number) {
        for (var account : accounts) {
            var opened = new ChangeParticipantStatus(AccountStatus.ACTIVE);
            ledger.send(TestRequests.of(account, "open-" + number, opened), Map.of());
            ledger.send(TestRequests.credited(account, "earn-" + number, "1000000.00"), Map.of());
        }
        ledger.answers();
    }

    private void checkThatItGoesOn() {
        checkBooks();
        IntStream.range(0, PARTITIONS).forEach(ledger::restart);
        for (var account : accounts) {
            var answer = ledger.ask(balancesOf(account, "served-" + asked++));
            assertThat(answer.header(Headers.STATUS))
                    .as("the balances of " + account)
                    .isEqualTo("completed");
        }
    }

    /** Each entry is zero for each asset, and each record names the one before. */
    private void checkBooks() {
        for (var partition = 0; partition < PARTITIONS; partition++) {
            for (var record : ledger.journal(partition)) {
                check(partition, record);
            }
        }
    }

    private void check(int partition, TestRecord<byte[], byte[]> record) {
        var tree = tree(record.value());
        assertThat(tree.path("previous_hash").textValue()).isEqualTo(lastHash.getOrDefault(partition, NO_HASH));
        assertThat(tree.path("sequence").longValue()).isEqualTo(sequence.getOrDefault(partition, 0L));
        var sums = new HashMap<String, BigDecimal>();
        for (var posting : tree.at("/entry/postings")) {
            sums.merge(
                    posting.path("asset_id").textValue(),
                    new BigDecimal(posting.path("amount").textValue()),
                    BigDecimal::add);
        }
        assertThat(sums)
                .as(() -> tree.toString())
                .allSatisfy((asset, sum) -> assertThat(sum).isZero());
        lastHash.put(partition, sha256(record.value()));
        sequence.merge(partition, 1L, Long::sum);
    }

    private JsonNode tree(byte[] value) {
        try {
            return json.readTree(value);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String text(byte[] value) {
        var text = new String(value, StandardCharsets.UTF_8);
        return text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
    }
}
