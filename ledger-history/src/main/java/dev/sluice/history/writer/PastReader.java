package dev.sluice.history.writer;

import dev.sluice.history.fold.BalanceRow;
import dev.sluice.history.fold.HoldRow;
import dev.sluice.history.fold.LotRow;
import dev.sluice.history.fold.Named;
import dev.sluice.history.fold.Past;
import dev.sluice.history.fold.SystemBalanceRow;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SystemAccount;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The reader of the rows of all that a batch names, in a few statements. */
final class PastReader {

    private final Connection connection;
    private final int partition;

    PastReader(Connection connection, int partition) {
        this.connection = connection;
        this.partition = partition;
    }

    Past read(Named named) throws SQLException {
        return new Past(
                balances(named.balances()),
                systemBalances(named.systemAssets()),
                kinds(named.balances()),
                lots(named.lots()),
                holds(named.holds()));
    }

    private Map<BalanceRow.Key, BalanceRow> balances(Collection<BalanceRow.Key> keys) throws SQLException {
        var found = new HashMap<BalanceRow.Key, BalanceRow>();
        if (keys.isEmpty()) {
            return found;
        }
        try (var select = connection.prepareStatement("""
            SELECT b.* FROM unnest(?::uuid[], ?::uuid[]) AS k (account_id, asset_id)
            JOIN balance b USING (account_id, asset_id)\
            """)) {
            select.setArray(1, uuids(keys, BalanceRow.Key::account));
            select.setArray(2, uuids(keys, BalanceRow.Key::asset));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var row = new Row(rows);
                    var key = new BalanceRow.Key(
                            new AccountId(row.uuid("account_id")), new AssetId(row.uuid("asset_id")));
                    found.put(
                            key,
                            new BalanceRow(
                                    key,
                                    AccountKind.valueOf(row.text("account_kind")),
                                    row.amount("available"),
                                    row.amount("held"),
                                    row.amount("deferred"),
                                    row.instant("changed_at")));
                }
            }
        }
        return found;
    }

    private Map<SystemBalanceRow.Key, SystemBalanceRow> systemBalances(Collection<AssetId> assets) throws SQLException {
        var found = new HashMap<SystemBalanceRow.Key, SystemBalanceRow>();
        if (assets.isEmpty()) {
            return found;
        }
        try (var select = connection.prepareStatement(
                "SELECT * FROM system_balance WHERE partition = ? AND asset_id = ANY (?::uuid[])")) {
            select.setInt(1, partition);
            select.setArray(2, uuids(assets, Function.identity()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var row = new Row(rows);
                    var key = new SystemBalanceRow.Key(
                            SystemAccount.valueOf(row.text("system_account")), new AssetId(row.uuid("asset_id")));
                    found.put(key, new SystemBalanceRow(key, row.amount("balance"), row.instant("changed_at")));
                }
            }
        }
        return found;
    }

    private Map<AccountId, AccountKind> kinds(Collection<BalanceRow.Key> keys) throws SQLException {
        var found = new HashMap<AccountId, AccountKind>();
        if (keys.isEmpty()) {
            return found;
        }
        try (var select = connection.prepareStatement("""
            SELECT account_id, 'PARTICIPANT' AS kind FROM participant WHERE account_id = ANY (?::uuid[])
            UNION ALL
            SELECT account_id, 'GROUP' FROM account_group WHERE account_id = ANY (?::uuid[])\
            """)) {
            select.setArray(1, uuids(keys, BalanceRow.Key::account));
            select.setArray(2, uuids(keys, BalanceRow.Key::account));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var row = new Row(rows);
                    found.put(new AccountId(row.uuid("account_id")), AccountKind.valueOf(row.text("kind")));
                }
            }
        }
        return found;
    }

    /** Only those of this partition: what another one has read so far must not matter. */
    private Map<LotId, LotRow> lots(Collection<LotId> ids) throws SQLException {
        var found = new HashMap<LotId, LotRow>();
        if (ids.isEmpty()) {
            return found;
        }
        try (var select =
                connection.prepareStatement("SELECT * FROM lot WHERE lot_id = ANY (?::uuid[]) AND partition = ?")) {
            select.setArray(1, uuids(ids, Function.identity()));
            select.setInt(2, partition);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var lot = lot(new Row(rows));
                    found.put(lot.made().id(), lot);
                }
            }
        }
        return found;
    }

    private static LotRow lot(Row row) throws SQLException {
        var made = new LotRow.Made(
                new LotId(row.uuid("lot_id")),
                new AccountId(row.uuid("account_id")),
                new AssetId(row.uuid("asset_id")),
                row.optionalUuid("program_id").map(ProgramId::new),
                row.number("lot_sequence"),
                row.amount("amount"),
                row.instant("created_at"),
                row.optionalInstant("expires_at"),
                row.optionalInstant("matures_at"),
                row.optionalText("reference_id"),
                LotOrigin.valueOf(row.text("origin")),
                new EntryId(row.uuid("entry_id")),
                row.instant("opened_at"));
        var left = new LotRow.Left(row.amount("available"), row.amount("held"), row.amount("deferred"));
        return new LotRow(made, left, row.optionalInstant("finished_at"), row.truth("expired"));
    }

    private Map<HoldId, HoldRow> holds(Collection<HoldId> ids) throws SQLException {
        var found = new HashMap<HoldId, HoldRow>();
        if (ids.isEmpty()) {
            return found;
        }
        try (var select = connection.prepareStatement("SELECT * FROM hold WHERE hold_id = ANY (?::uuid[])")) {
            select.setArray(1, uuids(ids, Function.identity()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var hold = hold(new Row(rows));
                    found.put(hold.made().id(), hold);
                }
            }
        }
        return found;
    }

    private static HoldRow hold(Row row) throws SQLException {
        var made = new HoldRow.Made(
                new HoldId(row.uuid("hold_id")),
                new AccountId(row.uuid("account_id")),
                new AssetId(row.uuid("asset_id")),
                new ProgramId(row.uuid("program_id")),
                row.amount("amount"),
                HoldOrigin.valueOf(row.text("origin")),
                row.optionalText("reference_id"),
                row.instant("created_at"),
                row.optionalInstant("expires_at"),
                row.texts("metadata"),
                new EntryId(row.uuid("entry_id")));
        var units = new HoldRow.Units(
                row.amount("remaining"), row.amount("captured"), row.amount("released"), row.amount("forfeited"));
        return new HoldRow(made, units, row.optionalInstant("closed_at"));
    }

    private <T> Array uuids(Collection<T> things, Function<T, ?> id) throws SQLException {
        return connection.createArrayOf(
                "text", things.stream().map(thing -> id.apply(thing).toString()).toArray());
    }
}
