package dev.sluice.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.verify.log.LedgerTopic;
import dev.sluice.verify.log.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records that the ledger would never write, by chance, on each topic that is read: whatever is there, the verification comes to its
 * end and says what it found. {@code -Dsluice.seed=7} gives a run again, {@code -Dsluice.damages=5000} takes more.
 */
class HostileTopicsTest {

    private static final int DAMAGES = Integer.getInteger("sluice.damages", 60);

    /** What is put in the place of a value. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "1e999999999",
            "9223372036854775808",
            "9".repeat(101),
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"$1\\\\\"",
            "\"" + "9".repeat(60) + "\"",
            "\"1e999999999\"",
            "\"0." + "0".repeat(400) + "1\"",
            "\"9999-12-31T23:59:59.999Z\"",
            "\"+1000000000-12-31T23:59:59Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"1-1-1-1-1\"",
            "[]",
            "[null]",
            "{}",
            "{\"type\":7}",
            "[".repeat(900) + "]".repeat(900),
            "[".repeat(5_000),
            "\"" + "x".repeat(100_000) + "\"");

    @ParameterizedTest
    @EnumSource(
            value = LedgerTopic.class,
            names = {"JOURNAL", "REPLIES", "CATALOG", "REQUESTS"})
    void a_forged_record_is_found_and_ends_nothing(LedgerTopic topic) {
        var seed = Long.getLong("sluice.seed", new Random().nextLong());
        System.out.println("-Dsluice.seed=" + seed);
        var random = new Random(seed);

        for (var number = 0; number < DAMAGES; number++) {
            var run = RecordedRun.of("run-132");
            var records = run.all(topic);
            var record = records.get(random.nextInt(records.size()));
            var around = run.around(record);
            var forged = forged(record, random);
            if (random.nextBoolean()) {
                around.set(around.indexOf(record), forged);
            } else {
                around.add(around.indexOf(record), forged);
            }

            var report = run.verify();

            // A request may be anything; nobody is to blame but who made it.
            if (topic == LedgerTopic.JOURNAL && !isSame(record, forged)) {
                assertThat(report.isProven())
                        .as("%d of seed %d: %s", number, seed, text(forged))
                        .isFalse();
            }
        }
    }

    private static boolean isSame(LogRecord record, LogRecord forged) {
        return text(record).equals(text(forged));
    }

    private static LogRecord forged(LogRecord record, Random random) {
        var key = random.nextInt(10) == 0 ? (random.nextBoolean() ? null : new byte[] {-1, 0}) : record.key();
        var value = random.nextInt(20) == 0 ? null : changed(record.value(), random);
        return new LogRecord(record.place(), record.timestamp(), key, value, headers(record, random));
    }

    /** One to three faults: a value that is another, an end that is missing, a byte that is another. */
    private static byte[] changed(byte[] value, Random random) {
        var text = new String(value, StandardCharsets.UTF_8);
        for (var fault = 0; fault <= random.nextInt(3); fault++) {
            var colon = text.indexOf(':', random.nextInt(text.length()));
            var end = colon < 0 ? -1 : text.indexOf(',', colon);
            if (random.nextInt(8) == 0) {
                text = text.substring(0, 1 + random.nextInt(text.length()));
            } else if (end > 0) {
                text = text.substring(0, colon + 1) + VALUES.get(random.nextInt(VALUES.size())) + text.substring(end);
            }
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static Map<String, String> headers(LogRecord record, Random random) {
        if (random.nextInt(4) > 0) {
            return record.headers();
        }
        var values = List.of("", "-1", "99999999999", "\u0000", "completed", "true", "x".repeat(10_000));
        var headers = new HashMap<>(record.headers());
        headers.replaceAll((name, is) -> random.nextBoolean() ? is : values.get(random.nextInt(values.size())));
        if (random.nextBoolean() && !headers.isEmpty()) {
            headers.remove(headers.keySet().iterator().next());
        }
        return headers;
    }

    private static String text(LogRecord record) {
        return record.value() == null ? "null" : new String(record.value(), StandardCharsets.UTF_8);
    }
}
