package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The reader of journal entries: in lists as each partition booked them, alone as one thing over all partitions. */
@Singleton
final class JournalEntries {

    /** A chain of holds, captures and reversals is short; one longer than this is told up to here. */
    private static final int RELATED_MAX = 200;

    private static final String COLUMNS = """
        select e.recorded_at, e.partition, e.sequence, e.id, e.type, e.account_id, e.program_id, e.asset_id, e.amount,
               e.description, e.reference_id, e.metadata, e.idempotency_key, e.actor_type, e.actor_name, e.reverses,
               to_jsonb(e.follows) as follows, e.facts, e.hash\
        """;

    private static final String ENTRIES = COLUMNS + " from entry e where ";

    private final AssetScales scales;

    JournalEntries(AssetScales scales) {
        this.scales = scales;
    }

    /** A part of an entry: what one partition has booked of it. */
    private record Part(Instant recordedAt, int partition, long sequence, ObjectNode json) {

        Place place() {
            return new Place(partition, sequence);
        }
    }

    private record Place(int partition, long sequence) {}

    /** Newest first. */
    Page page(Tables tables, EntryFilter filter, Optional<Cursor> after, int limit) throws SQLException {
        var sql = filter.account()
                .map(account -> ofAccount(account, filter, after, limit))
                .orElseGet(() -> newest(Sql.of(ENTRIES), filter, after, limit));
        var parts = parts(tables, sql, false);
        var postings = postings(tables, parts);
        var rows = parts.stream()
                .map(part -> {
                    part.json().putArray("postings").addAll(postings.getOrDefault(part.place(), List.of()));
                    return new Page.Placed(
                            part.json(),
                            List.of(
                                    part.recordedAt().toString(),
                                    Integer.toString(part.partition()),
                                    Long.toString(part.sequence())));
                })
                .toList();
        return Page.of(rows, limit);
    }

    private static Sql newest(Sql entries, EntryFilter filter, Optional<Cursor> after, int limit) {
        entries.add(filter.conditions());
        after.ifPresent(last -> entries.add(
                "and (e.recorded_at, e.partition, e.sequence) < (?, ?, ?)",
                last.instant(0),
                (int) last.number(1),
                last.number(2)));
        return entries.add("order by e.recorded_at desc, e.partition desc, e.sequence desc limit ?", limit + 1);
    }

    /**
     * The entries of an account, and those of others that move its value, each from the newest on: a page costs the same however
     * many there are. The lateral part is looked up row by row, also where the planner would read all entries at once.
     */
    private static Sql ofAccount(UUID account, EntryFilter filter, Optional<Cursor> after, int limit) {
        var received = Sql.of(COLUMNS).add("""
            from (select distinct recorded_at, partition, sequence from posting
                  where account_id = ? and received\
            """, account).add(filter.range());
        after.ifPresent(last -> received.add(
                "and (recorded_at, partition, sequence) < (?, ?, ?)",
                last.instant(0),
                (int) last.number(1),
                last.number(2)));
        received.add("""
            order by recorded_at desc, partition desc, sequence desc) r
            cross join lateral (
                select * from entry x
                where x.recorded_at = r.recorded_at and x.partition = r.partition and x.sequence = r.sequence
                offset 0) e
            where\
            """)
                .add(filter.conditions())
                .add("order by r.recorded_at desc, r.partition desc, r.sequence desc limit ?", limit + 1);
        return Sql.of("select * from ((")
                .add(newest(Sql.of(ENTRIES + "e.account_id = ? and", account), filter, after, limit))
                .add(") union all (")
                .add(received)
                .add(")) e order by recorded_at desc, partition desc, sequence desc limit ?", limit + 1);
    }

    /** The whole entry, and what belongs to it. */
    Optional<ObjectNode> entry(Tables tables, UUID id) throws SQLException {
        var parts = parts(
                tables, Sql.of(ENTRIES).add("e.id = ? order by e.recorded_at, e.partition, e.sequence", id), true);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        var postings = postings(tables, parts);
        var entry = parts.getFirst().json();
        var places = entry.putArray("parts");
        var lines = JsonNodeFactory.instance.arrayNode();
        var facts = JsonNodeFactory.instance.arrayNode();
        for (var part : parts) {
            places.add(place(part.json()));
            lines.addAll(postings.getOrDefault(part.place(), List.of()));
            part.json().path("facts").forEach(facts::add);
        }
        List.of("partition", "sequence", "hash").forEach(entry::remove);
        entry.set("postings", lines);
        entry.set("facts", facts);
        entry.putArray("before").addAll(related(tables, id, true));
        entry.putArray("after").addAll(related(tables, id, false));
        return Optional.of(entry);
    }

    private static ObjectNode place(ObjectNode part) {
        var place = JsonNodeFactory.instance.objectNode();
        List.of("partition", "sequence", "hash", "type", "recorded_at")
                .forEach(name -> place.set(name, part.get(name)));
        return place;
    }

    private List<Part> parts(Tables tables, Sql sql, boolean whole) throws SQLException {
        return tables.rows(sql, row -> {
            var asset = Row.id(row, "asset_id");
            var scale = asset == null ? 0 : scales.of(tables, asset);
            var json = new Row(row)
                    .text("id", "type", "account_id", "program_id", "asset_id")
                    .instant("recorded_at")
                    .amount(scale, "amount")
                    .text("description", "reference_id")
                    .json("metadata")
                    .text("idempotency_key", "reverses")
                    .json("follows")
                    .done();
            actor(json, row);
            if (whole) {
                json.set("facts", Row.parse(row.getString("facts")));
            }
            json.put("partition", row.getInt("partition"));
            json.put("sequence", row.getLong("sequence"));
            json.put("hash", HexFormat.of().formatHex(row.getBytes("hash")));
            if (!whole) {
                json.putArray("parts").add(place(json));
                List.of("partition", "sequence", "hash").forEach(json::remove);
            }
            return new Part(Row.time(row, "recorded_at"), row.getInt("partition"), row.getLong("sequence"), json);
        });
    }

    private static void actor(ObjectNode json, ResultSet row) throws SQLException {
        var type = row.getString("actor_type");
        if (type != null) {
            var actor = json.putObject("actor").put("type", type);
            var name = row.getString("actor_name");
            if (name != null) {
                actor.put("name", name);
            }
        }
    }

    private Map<Place, List<ObjectNode>> postings(Tables tables, List<Part> parts) throws SQLException {
        var found = new HashMap<Place, List<ObjectNode>>();
        if (parts.isEmpty()) {
            return found;
        }
        var times = parts.stream().map(Part::recordedAt).sorted().toList();
        var sql = Sql.of(
                """
                select p.partition, p.sequence, p.account_id, p.system_account, p.asset_id, p.bucket, p.amount, p.lot_id,
                       p.hold_id, p.balance_after
                from unnest(?, ?, ?) as k (recorded_at, partition, sequence)
                join posting p on p.recorded_at = k.recorded_at and p.partition = k.partition and p.sequence = k.sequence
                where p.recorded_at >= ? and p.recorded_at <= ?
                order by p.partition, p.sequence, p.line\
                """,
                parts.stream().map(Part::recordedAt).toList(),
                parts.stream().map(Part::partition).toList(),
                parts.stream().map(Part::sequence).toList(),
                times.getFirst(),
                times.getLast());
        tables.rows(
                sql,
                row -> found.computeIfAbsent(
                                new Place(row.getInt("partition"), row.getLong("sequence")), place -> new ArrayList<>())
                        .add(new Row(row)
                                .text("account_id", "system_account", "asset_id", "bucket")
                                .amount(scales.of(tables, Row.id(row, "asset_id")), "amount")
                                .text("lot_id", "hold_id")
                                .amount(scales.of(tables, Row.id(row, "asset_id")), "balance_after")
                                .done()));
        return found;
    }

    /** What an entry belongs to, or what belongs to it, and so on, oldest first. */
    private static List<ObjectNode> related(Tables tables, UUID id, boolean before) throws SQLException {
        var found = new LinkedHashMap<UUID, ObjectNode>();
        Set<UUID> frontier = Set.of(id);
        while (!frontier.isEmpty() && found.size() < RELATED_MAX) {
            var next = new LinkedHashSet<UUID>();
            tables.rows(neighbours(List.copyOf(frontier), before), row -> {
                var neighbour = Row.id(row, "id");
                if (!neighbour.equals(id) && !found.containsKey(neighbour)) {
                    next.add(neighbour);
                    found.put(
                            neighbour,
                            new Row(row)
                                    .text("id", "type")
                                    .instant("recorded_at")
                                    .text("account_id", "description")
                                    .done());
                }
                return neighbour;
            });
            frontier = next;
        }
        return found.values().stream()
                .sorted(Comparator.comparing(entry -> entry.get("recorded_at").textValue()))
                .limit(RELATED_MAX)
                .toList();
    }

    private static Sql neighbours(List<UUID> ids, boolean before) {
        var columns = "select e.id, e.type, e.recorded_at, e.account_id, e.description from entry e where ";
        return before
                ? Sql.of(columns + """
                    e.id in (select unnest(follows || reverses) from entry where id = any(?))
                    order by e.recorded_at limit ?\
                    """, ids, RELATED_MAX)
                : Sql.of(
                        columns
                                + "(e.reverses = any(?) or (e.follows <> '{}' and e.follows && ?)) order by"
                                + " e.recorded_at limit ?",
                        ids,
                        ids,
                        RELATED_MAX);
    }
}
