package dev.sluice.endtoend;

import dev.sluice.history.HistoryDatabase;
import dev.sluice.schema.value.AccountId;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Each question to a generated history, with other accounts, times and ids each time it is asked. */
final class LargeHistoryQuestions {

    private static final int IDS = 500;

    private final GeneratedLedger generated;
    private final Random random;
    private final List<String> entries;
    private final List<String> lots;
    private final List<String> references;
    private final Map<String, Supplier<String>> questions = new LinkedHashMap<>();

    LargeHistoryQuestions(HistoryDatabase database, GeneratedLedger generated, Random random) throws SQLException {
        this.generated = generated;
        this.random = random;
        this.entries = some(database, "SELECT id FROM history.entry ORDER BY md5(id::text) LIMIT " + IDS);
        this.lots = some(database, "SELECT lot_id FROM history.lot ORDER BY md5(lot_id::text) LIMIT " + IDS);
        this.references = some(
                database,
                "SELECT reference_id FROM history.hold WHERE reference_id IS NOT NULL ORDER BY md5(hold_id::text)"
                        + " LIMIT "
                        + IDS);
        addLists();
        addAccounts();
        addReports();
    }

    /** By name; each has a path that is another one each time. */
    Map<String, Supplier<String>> all() {
        return questions;
    }

    private static List<String> some(HistoryDatabase database, String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void addLists() {
        var list = "/v1/journal-entries?limit=50";
        question("entries", () -> list);
        question("entries of an account", () -> list + "&account_id=" + account());
        question("entries of the hot account", () -> list + "&account_id=" + hot());
        question("entries of an account, of two types", () -> list + "&type=CREDIT,CAPTURE&account_id=" + account());
        question("entries of the hot account, of a rare type", () -> list + "&type=FORFEIT&account_id=" + hot());
        question(
                "entries by external id",
                () -> list
                        + "&participant_external_id=generated-%06d"
                                .formatted(random.nextInt(generated.accounts().size())));
        question(
                "entries of a program, before a time",
                () -> list + "&program_id=%s&recorded_to=%s".formatted(value().program(), instant()));
        question(
                "entries of an asset and a type, in a month",
                () -> "%s&asset_id=%s&type=DEBIT&%s"
                        .formatted(list, value().asset(), month("recorded_from", "recorded_to")));
        question("entries by reference", () -> list + "&reference_id=" + one(references));
        question("entries by idempotency key", () -> list + "&idempotency_key=generated-" + random.nextInt(20_000));
        question("entries of an actor", () -> list + "&actor=nightly&recorded_to=" + instant());
        question("entries by metadata", () -> list + "&metadata[order]=o-" + random.nextInt(20_000));
        question("entries by common metadata", () -> list + "&metadata[channel]=web&recorded_to=" + instant());
        question("entries of a lot", () -> list + "&lot_id=" + one(lots));
        question(
                "entries of an amount, of an account",
                () -> list + "&amount_min=10&amount_max=20&account_id=" + account());
        question("entries of a rare amount", () -> list + "&amount_min=199.99&amount_max=199.99");
        question("one entry", () -> "/v1/journal-entries/" + one(entries));
        question("participants by name", () -> "/v1/participants?q=pant%20" + random.nextInt(1_000));
        question("open holds", () -> "/v1/holds?limit=50&status=OPEN");
        question("holds of an account", () -> "/v1/holds?limit=50&account_id=" + account());
        question("transfers", () -> "/v1/transfers?limit=50");
        question("transfers to an account", () -> "/v1/transfers?limit=50&recipient_id=" + account());
        question("trace of a lot", () -> "/v1/lots/%s/trace".formatted(one(lots)));
    }

    private void addAccounts() {
        question("statement of a month", () -> statement(account()));
        question("statement of a month, hot account", () -> statement(hot()));
        question(
                "balances at an instant",
                () -> "/v1/participants/%s/balances?as_of=%s".formatted(account(), instant()));
        question(
                "balances at an instant, hot account",
                () -> "/v1/participants/%s/balances?as_of=%s".formatted(hot(), instant()));
        question(
                "balances by day, of a month",
                () -> "/v1/participants/%s/balances/history?asset_id=%s&interval=day&%s"
                        .formatted(account(), value().asset(), month("from", "to")));
        question(
                "balances by day, of a month, hot account",
                () -> "/v1/participants/%s/balances/history?asset_id=%s&interval=day&%s"
                        .formatted(hot(), value().asset(), month("from", "to")));
    }

    private String statement(AccountId account) {
        return "/v1/participants/%s/statement?asset_id=%s&%s".formatted(account, value().asset(), month("from", "to"));
    }

    private void addReports() {
        question("report: trial balance", () -> "/v1/reports/trial-balance?as_of=" + instant());
        question(
                "report: liability by vintage",
                () -> "/v1/reports/liability?group_by=vintage_month&as_of=" + instant());
        question("report: liability by expiry", () -> "/v1/reports/liability?group_by=expiry_month&as_of=" + instant());
        question("report: rollforward of a month", () -> "/v1/reports/rollforward?" + month("from", "to"));
        question(
                "report: rollforward of the year by month",
                () -> "/v1/reports/rollforward?interval=month&from=%s&to=%s"
                        .formatted(
                                GeneratedLedger.BEGINNING,
                                GeneratedLedger.BEGINNING
                                        .plus(GeneratedLedger.SPAN)
                                        .minus(Duration.ofDays(1))));
        question(
                "report: rollforward of a month by day",
                () -> "/v1/reports/rollforward?interval=day&" + month("from", "to"));
        question(
                "report: summary",
                () -> "/v1/reports/summary?program_id=%s&%s".formatted(value().program(), month("from", "to")));
        question("report: expiring", () -> "/v1/reports/expiring?limit=50&before=2027-01-01T00:00:00Z");
        question("report: holds by age", () -> "/v1/reports/holds-aging");
        question("report: breakage", () -> "/v1/reports/breakage?as_of=" + instant());
        question("report: integrity", () -> "/v1/integrity");
    }

    private void question(String name, Supplier<String> path) {
        questions.put(name, path);
    }

    private AccountId account() {
        return generated.accounts().get(random.nextInt(generated.accounts().size()));
    }

    private AccountId hot() {
        return generated.accounts().getFirst();
    }

    private GeneratedLedger.Value value() {
        return generated.values().get(random.nextInt(generated.values().size()));
    }

    private String one(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private Instant instant() {
        return GeneratedLedger.BEGINNING.plusMillis((long) (random.nextDouble() * GeneratedLedger.SPAN.toMillis()));
    }

    /** Thirty days, from any instant on. */
    private String month(String from, String to) {
        var begin = GeneratedLedger.BEGINNING.plus(Duration.ofHours(random.nextInt(24 * 330)));
        return "%s=%s&%s=%s".formatted(from, begin, to, begin.plus(Duration.ofDays(30)));
    }
}
