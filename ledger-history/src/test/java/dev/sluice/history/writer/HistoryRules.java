package dev.sluice.history.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rules that a history keeps after any entry: each is a query for the rows that break it. */
final class HistoryRules {

    private static final Map<String, String> BROKEN = new LinkedHashMap<>();

    static {
        BROKEN.put("each balance after a posting is the sum of the postings up to it", """
            SELECT * FROM (
                SELECT p.*, sum(amount) OVER (PARTITION BY account_id, system_account, asset_id, bucket,
                        CASE WHEN account_id IS NULL THEN partition END
                    ORDER BY recorded_at, sequence, line) AS expected FROM posting p) AS q
            WHERE balance_after <> expected\
            """);
        BROKEN.put("the balances of all buckets after a posting are sums too", """
            SELECT * FROM (
                SELECT p.*, sum(amount) FILTER (WHERE bucket = 'AVAILABLE') OVER up_to AS available,
                    sum(amount) FILTER (WHERE bucket = 'HELD') OVER up_to AS held,
                    sum(amount) FILTER (WHERE bucket = 'DEFERRED') OVER up_to AS deferred
                FROM posting p WHERE account_id IS NOT NULL
                WINDOW up_to AS (PARTITION BY account_id, asset_id ORDER BY recorded_at, sequence, line)) AS q
            WHERE (available_after, held_after, deferred_after)
                IS DISTINCT FROM (coalesce(available, 0), coalesce(held, 0), coalesce(deferred, 0))\
            """);
        BROKEN.put("a balance is the last one after a posting", """
            SELECT * FROM (
                SELECT DISTINCT ON (account_id, asset_id) * FROM posting WHERE account_id IS NOT NULL
                ORDER BY account_id, asset_id, recorded_at DESC, sequence DESC, line DESC) AS p
            FULL JOIN balance b USING (account_id, asset_id)
            WHERE (b.available, b.held, b.deferred, b.changed_at)
                IS DISTINCT FROM (p.available_after, p.held_after, p.deferred_after, p.recorded_at)\
            """);
        BROKEN.put("every entry sums to zero for each asset", """
            SELECT recorded_at, partition, sequence, asset_id, sum(amount) FROM posting
            GROUP BY 1, 2, 3, 4 HAVING sum(amount) <> 0\
            """);
        BROKEN.put("the system accounts and all balances sum to zero", """
            SELECT asset_id, sum(amount) FROM (
                SELECT asset_id, available + held + deferred AS amount FROM balance
                UNION ALL SELECT asset_id, balance FROM system_balance) AS q GROUP BY 1 HAVING sum(amount) <> 0\
            """);
        BROKEN.put("every entry has the postings that it says", """
            SELECT e.recorded_at, e.partition, e.sequence FROM entry e WHERE e.postings <> (SELECT count(*) FROM posting p
                WHERE (p.recorded_at, p.partition, p.sequence) = (e.recorded_at, e.partition, e.sequence))\
            """);
        BROKEN.put("the entries of a partition are numbered without a gap, up to its position", """
            SELECT p.partition FROM position p LEFT JOIN entry e USING (partition) GROUP BY p.partition
            HAVING (max(p.next_sequence), max(p.entries)) IS DISTINCT FROM (count(e.id), count(e.id))
                OR max(p.next_sequence) <> coalesce(max(e.sequence) + 1, 0)
                OR count(DISTINCT e.sequence) <> count(e.id)\
            """);
        BROKEN.put("what is left of a lot is the sum of its postings", """
            SELECT l.lot_id FROM lot l LEFT JOIN posting p ON p.lot_id = l.lot_id AND p.account_id = l.account_id
            GROUP BY l.lot_id
            HAVING (l.available, l.held, l.deferred) IS DISTINCT FROM (
                coalesce(sum(p.amount) FILTER (WHERE p.bucket = 'AVAILABLE'), 0),
                coalesce(sum(p.amount) FILTER (WHERE p.bucket = 'HELD'), 0),
                coalesce(sum(p.amount) FILTER (WHERE p.bucket = 'DEFERRED'), 0))
                OR (l.finished_at IS NULL) = (l.available = 0 AND l.held = 0 AND l.deferred = 0)\
            """);
        BROKEN.put(
                "what remains of a hold is the sum of its postings, and nothing of its amount is unaccounted for", """
                SELECT h.hold_id FROM hold h LEFT JOIN posting p ON p.hold_id = h.hold_id AND p.account_id = h.account_id
                GROUP BY h.hold_id
                HAVING h.remaining <> coalesce(sum(p.amount), 0)
                    OR h.amount <> h.remaining + h.captured + h.released + h.forfeited
                    OR (h.status = 'OPEN') <> (h.remaining <> 0)\
                """);
        BROKEN.put("held value is what remains of holds", """
            SELECT b.account_id FROM balance b WHERE b.held <> (SELECT coalesce(sum(h.remaining), 0) FROM hold h
                WHERE (h.account_id, h.asset_id) = (b.account_id, b.asset_id))\
            """);
        BROKEN.put("the daily totals are the sums of all postings", """
            SELECT * FROM (
                SELECT p.partition, (p.recorded_at AT TIME ZONE 'UTC')::date AS day, p.asset_id, e.program_id,
                    e.type AS entry_type, coalesce(p.system_account, b.account_kind) AS place, p.bucket,
                    date_trunc('month', l.created_at AT TIME ZONE 'UTC')::date AS vintage_month,
                    date_trunc('month', l.expires_at AT TIME ZONE 'UTC')::date AS expiry_month,
                    sum(p.amount) AS amount, count(*) AS postings
                FROM posting p JOIN entry e USING (recorded_at, partition, sequence)
                LEFT JOIN balance b ON (b.account_id, b.asset_id) = (p.account_id, p.asset_id)
                LEFT JOIN lot l ON l.lot_id = p.lot_id AND l.partition = p.partition
                GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS q
            FULL JOIN daily_total t ON (q.partition, q.day, q.asset_id, q.entry_type, q.place)
                    = (t.partition, t.day, t.asset_id, t.entry_type, t.place)
                AND q.program_id IS NOT DISTINCT FROM t.program_id AND q.bucket IS NOT DISTINCT FROM t.bucket
                AND q.vintage_month IS NOT DISTINCT FROM t.vintage_month
                AND q.expiry_month IS NOT DISTINCT FROM t.expiry_month
            WHERE (q.amount, q.postings) IS DISTINCT FROM (t.amount, t.postings)\
            """);
        BROKEN.put("owners are as their last entry says", """
            SELECT * FROM (
                SELECT DISTINCT ON (f->'participant'->>'id') f->'participant' AS told FROM entry e,
                    jsonb_array_elements(e.facts) AS f WHERE f->>'type' = 'participant_stored'
                ORDER BY f->'participant'->>'id', e.recorded_at DESC, e.sequence DESC) AS q
            FULL JOIN participant p ON p.account_id = (told->>'id')::uuid
            WHERE (p.external_id, p.status, p.display_name, p.attributes) IS DISTINCT FROM
                (told->>'external_id', told->>'status', told->>'display_name', told->'attributes')\
            """);
    }

    private HistoryRules() {}

    static void assertKept(TestDatabase history) throws SQLException {
        for (var rule : BROKEN.entrySet()) {
            assertThat(history.rows(rule.getValue())).as(rule.getKey()).isEmpty();
        }
    }
}
