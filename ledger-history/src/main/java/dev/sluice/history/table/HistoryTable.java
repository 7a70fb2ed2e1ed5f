package dev.sluice.history.table;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables that rows are written to, in the order in which a batch writes them. What the columns mean is said in the migrations. */
public enum HistoryTable {
    ENTRY("entry", List.of(), """
        recorded_at timestamptz, partition smallint, sequence bigint, id uuid, type text, account_id uuid, \
        program_id uuid, asset_id uuid, amount numeric, postings integer, description text, reference_id text, \
        metadata jsonb, idempotency_key text, actor_type text, actor_name text, reverses uuid, follows uuid[], \
        facts jsonb, hash bytea\
        """),
    POSTING("posting", List.of(), """
        recorded_at timestamptz, partition smallint, sequence bigint, line integer, account_id uuid, \
        system_account text, asset_id uuid, bucket text, amount numeric, balance_after numeric, \
        available_after numeric, held_after numeric, deferred_after numeric, lot_id uuid, hold_id uuid, received boolean\
        """),
    BALANCE("balance", List.of("account_id", "asset_id"), """
        account_id uuid, asset_id uuid, partition smallint, account_kind text, available numeric, held numeric, \
        deferred numeric, changed_at timestamptz\
        """),
    SYSTEM_BALANCE("system_balance", List.of("partition", "system_account", "asset_id"), """
        partition smallint, system_account text, asset_id uuid, balance numeric, changed_at timestamptz\
        """),
    LOT("lot", List.of("lot_id"), """
        lot_id uuid, account_id uuid, asset_id uuid, program_id uuid, partition smallint, lot_sequence bigint, \
        amount numeric, available numeric, held numeric, deferred numeric, created_at timestamptz, \
        expires_at timestamptz, matures_at timestamptz, reference_id text, origin text, entry_id uuid, \
        opened_at timestamptz, finished_at timestamptz, expired boolean\
        """),
    HOLD("hold", List.of("hold_id"), """
        hold_id uuid, account_id uuid, asset_id uuid, program_id uuid, partition smallint, amount numeric, \
        remaining numeric, captured numeric, released numeric, forfeited numeric, origin text, status text, \
        reference_id text, created_at timestamptz, expires_at timestamptz, closed_at timestamptz, metadata jsonb, \
        entry_id uuid\
        """),
    TRANSFER("transfer", List.of("entry_id"), """
        entry_id uuid, source_id uuid, program_id uuid, asset_id uuid, partition smallint, description text, \
        reference_id text, total_amount numeric, status text, legs jsonb, rejection jsonb, metadata jsonb, \
        created_at timestamptz\
        """),
    TRANSFER_BOOKING(
            "transfer_booking",
            List.of("entry_id", "partition"),
            Set.of("amount"),
            "entry_id uuid, partition smallint, amount numeric, booked_at timestamptz"),
    PARTICIPANT("participant", List.of("account_id"), """
        account_id uuid, partition smallint, external_id text, status text, display_name text, attributes jsonb, \
        created_at timestamptz, updated_at timestamptz\
        """),
    ACCOUNT_GROUP("account_group", List.of("account_id"), """
        account_id uuid, partition smallint, name text, status text, members jsonb, created_at timestamptz, \
        updated_at timestamptz\
        """),
    PROGRAM("program", List.of("program_id"), """
        program_id uuid, name text, description text, status text, created_at timestamptz, \
        updated_at timestamptz\
        """),
    ASSET("asset", List.of("asset_id"), """
        asset_id uuid, symbol text, name text, inventory_mode text, issuance_policy text, scale smallint, \
        max_transaction_amount numeric, program_ids uuid[], status text, created_at timestamptz, \
        updated_at timestamptz\
        """),
    RESERVE_HOLD("reserve_hold", List.of("hold_id"), """
        hold_id uuid, account_id uuid, asset_id uuid, partition smallint, amount numeric, created_at timestamptz, \
        created_by text, reason text, release_after timestamptz, scheduled_release timestamptz, source_type text, \
        reserve_plan_id uuid, source_charge text, metadata jsonb\
        """),
    RESERVE_RELEASE("reserve_release", List.of("release_id"), """
        release_id uuid, account_id uuid, asset_id uuid, partition smallint, amount numeric, \
        created_at timestamptz, created_by text, reason text, hold_id uuid, reserve_plan_id uuid, \
        source_transaction jsonb, metadata jsonb\
        """),
    RESERVE_RELEASE_LINE(
            "reserve_release_line",
            List.of("release_id", "hold_id"),
            Set.of("amount"),
            "release_id uuid, hold_id uuid, partition smallint, amount numeric"),
    RESERVE_PLAN("reserve_plan", List.of("plan_id"), """
        plan_id uuid, account_id uuid, asset_id uuid, partition smallint, percent smallint, \
        release_after timestamptz, scheduled_release timestamptz, days_after_charge integer, \
        expires_on timestamptz, status text, created_at timestamptz, created_by text, \
        disabling_since timestamptz, disabled_at timestamptz, metadata jsonb\
        """),
    DAILY_TOTAL(
            "daily_total",
            List.of(
                    "partition",
                    "day",
                    "asset_id",
                    "program_id",
                    "entry_type",
                    "place",
                    "bucket",
                    "vintage_month",
                    "expiry_month"),
            Set.of("amount", "postings"),
            """
            partition smallint, day date, asset_id uuid, program_id uuid, entry_type text, place text, bucket text, \
            vintage_month date, expiry_month date, amount numeric, postings bigint\
            """);

    /** A column and its type. */
    record Column(String name, String type) {

        static Column of(String nameAndType) {
            var parts = nameAndType.strip().split(" ", 2);
            return new Column(parts[0], parts[1]);
        }
    }

    private final String sqlName;
    private final List<String> key;
    private final Set<String> sums;
    private final List<Column> columns;

    /** A table whose rows are replaced where their key is there already; one without a key only grows. */
    HistoryTable(String sqlName, List<String> key, String columns) {
        this(sqlName, key, Set.of(), columns);
    }

    /** A table in which these columns are added to those of the row that is there. */
    HistoryTable(String sqlName, List<String> key, Set<String> sums, String columns) {
        this.sqlName = sqlName;
        this.key = key;
        this.sums = sums;
        this.columns = Arrays.stream(columns.split(",")).map(Column::of).toList();
    }

    public String sqlName() {
        return sqlName;
    }

    /** Whether rows are only ever added. */
    boolean onlyGrows() {
        return key.isEmpty();
    }

    int width() {
        return columns.size();
    }

    String copySql() {
        return "COPY %s (%s) FROM STDIN".formatted(sqlName, names());
    }

    /** Takes an array of texts for each column. */
    String upsertSql() {
        var arrays = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        var aliases = IntStream.range(0, width()).mapToObj(at -> "c" + at).collect(Collectors.joining(", "));
        var casts = IntStream.range(0, width())
                .mapToObj(at -> "c%d::%s".formatted(at, columns.get(at).type()))
                .collect(Collectors.joining(", "));
        var changes = columns.stream()
                .map(Column::name)
                .filter(name -> !key.contains(name))
                .map(name -> sums.contains(name)
                        ? "%1$s = %2$s.%1$s + excluded.%1$s".formatted(name, sqlName)
                        : "%1$s = excluded.%1$s".formatted(name))
                .collect(Collectors.joining(", "));
        return "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS rows (%s) ON CONFLICT (%s) DO UPDATE SET %s"
                .formatted(sqlName, names(), casts, arrays, aliases, String.join(", ", key), changes);
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
