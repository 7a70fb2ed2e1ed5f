package dev.sluice.gateway.history;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.value.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The filters of journal entries, all of which must hold. */
final class EntryFilter {

    private static final String IS_AMONG = "and (e.recorded_at, e.partition, e.sequence) in (";

    private final List<UUID> accounts;
    private final Parameters parameters;
    private final Optional<UUID> program;
    private final Optional<UUID> asset;
    private final List<EntryType> types;
    private final Optional<UUID> lot;
    private final Optional<UUID> hold;
    private final Optional<Instant> from;
    private final Optional<Instant> to;
    private final Optional<BigDecimal> least;
    private final Optional<BigDecimal> most;
    private final Optional<String> reference;
    private final Optional<String> key;
    private final Optional<String> actor;
    private final Map<String, String> metadata;

    EntryFilter(Parameters parameters) {
        this.parameters = parameters;
        this.accounts = Stream.concat(
                        parameters.id("account_id").stream(),
                        parameters.text("participant_external_id").stream()
                                .map(id -> AccountId.ofParticipant(id).value()))
                .toList();
        this.program = parameters.id("program_id");
        this.asset = parameters.id("asset_id");
        this.types = parameters.words("type", EntryType.class);
        this.reference = parameters.text("reference_id");
        this.key = parameters.text("idempotency_key");
        this.actor = parameters.text("actor");
        this.lot = parameters.id("lot_id");
        this.hold = parameters.id("hold_id");
        this.from = parameters.instant("recorded_from");
        this.to = parameters.instant("recorded_to");
        this.least = parameters.amount("amount_min");
        this.most = parameters.amount("amount_max");
        this.metadata = parameters.keyed("metadata");
        parameters.checkRange("recorded_from", from, "recorded_to", to);
        parameters.checkRange("amount_min", "amount_max", least, most);
    }

    Parameters parameters() {
        return parameters;
    }

    /** The account whose entries are wanted, if it is one's. */
    Optional<UUID> account() {
        return accounts.stream().findFirst();
    }

    /** The range of time that they are in, as conditions on a table with their places. */
    Sql range() {
        return Sql.of("").addIf(from, "and recorded_at >= ?").addIf(to, "and recorded_at < ?");
    }

    /** The conditions on {@code entry e}, behind a {@code where}, but for the one account. */
    Sql conditions() {
        var sql = Sql.of("true");
        sql.addIf(program, "and e.program_id = ?");
        sql.addIf(asset, "and e.asset_id = ?");
        if (!types.isEmpty()) {
            sql.add("and e.type = any(?)", types.stream().map(EntryType::name).toList());
        }
        sql.addIf(reference, "and e.reference_id = ?");
        sql.addIf(key, "and e.idempotency_key = ?");
        actor.ifPresent(
                name -> sql.add("and (e.actor_name = ? or (e.actor_name is null and e.actor_type = ?))", name, name));
        sql.addIf(from, "and e.recorded_at >= ?");
        sql.addIf(to, "and e.recorded_at < ?");
        sql.addIf(least, "and e.amount >= ?");
        sql.addIf(most, "and e.amount <= ?");
        if (!metadata.isEmpty()) {
            // The index has only the entries that have some, which the planner has to be told of.
            sql.add("and e.metadata <> '{}' and e.metadata @> ?::jsonb", new Sql.Json(Row.write(metadata)));
        }
        // An entry concerns the account that asked for it, and those that it moves value of.
        accounts.stream()
                .skip(1)
                .forEach(account -> sql.add(IS_AMONG)
                        .add(places("entry", "account_id", account))
                        .add("union")
                        .add(places("posting", "account_id", account))
                        .add(")"));
        lot.ifPresent(
                id -> sql.add(IS_AMONG).add(places("posting", "lot_id", id)).add(")"));
        hold.ifPresent(
                id -> sql.add(IS_AMONG).add(places("posting", "hold_id", id)).add(")"));
        return sql;
    }

    /** The places of what has this id, within the range of time, so that no more months are looked at than must be. */
    private Sql places(String table, String column, UUID id) {
        return Sql.of("select recorded_at, partition, sequence from " + table + " where " + column + " = ?", id)
                .addIf(from, "and recorded_at >= ?")
                .addIf(to, "and recorded_at < ?");
    }
}
