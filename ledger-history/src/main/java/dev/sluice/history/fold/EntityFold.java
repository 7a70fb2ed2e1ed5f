package dev.sluice.history.fold;

import dev.sluice.history.table.HistoryTable;
import dev.sluice.history.table.JsonText;
import dev.sluice.history.table.TableRows;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.value.AccountId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The owners and the catalogue, as last told. */
final class EntityFold {

    private final Predicate<AccountId> isHere;
    private final Map<AccountId, Participant> participants = new LinkedHashMap<>();
    private final Map<AccountId, Group> groups = new LinkedHashMap<>();
    private final Map<AccountId, Program> programs = new HashMap<>();
    private final Map<AccountId, Asset> assets = new HashMap<>();

    /** @param isHere whether an account's records are on this partition */
    EntityFold(Predicate<AccountId> isHere) {
        this.isHere = isHere;
    }

    void store(Participant participant) {
        participants.put(participant.id(), participant);
    }

    void store(Group group) {
        groups.put(group.id(), group);
    }

    /** Every partition is told of it; the one of its own key says it first, and here it alone. */
    void store(Program program) {
        var key = program.id().account();
        if (isHere.test(key)) {
            programs.put(key, program);
        }
    }

    void store(Asset asset) {
        var key = new AccountId(asset.id().value());
        if (isHere.test(key)) {
            assets.put(key, asset);
        }
    }

    void addTo(TableRows rows, int partition, JsonText json) {
        for (var participant : participants.values()) {
            rows.add(
                    HistoryTable.PARTICIPANT,
                    participant.id(),
                    partition,
                    participant.externalId(),
                    participant.status(),
                    participant.displayName(),
                    json.of(participant.attributes()),
                    participant.createdAt(),
                    participant.updatedAt());
        }
        for (var group : groups.values()) {
            rows.add(
                    HistoryTable.ACCOUNT_GROUP,
                    group.id(),
                    partition,
                    group.name(),
                    group.status(),
                    json.of(group.members()),
                    group.createdAt(),
                    group.updatedAt());
        }
        for (var program : programs.values()) {
            rows.add(
                    HistoryTable.PROGRAM,
                    program.id(),
                    program.name(),
                    program.description(),
                    program.status(),
                    program.createdAt(),
                    program.updatedAt());
        }
        for (var asset : assets.values()) {
            rows.add(
                    HistoryTable.ASSET,
                    asset.id(),
                    asset.symbol(),
                    asset.name(),
                    asset.inventoryMode(),
                    asset.issuancePolicy(),
                    asset.scale(),
                    asset.maxTransactionAmount(),
                    asset.programIds(),
                    asset.status(),
                    asset.createdAt(),
                    asset.updatedAt());
        }
    }
}
