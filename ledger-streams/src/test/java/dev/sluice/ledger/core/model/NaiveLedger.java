package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_NOT_ZERO;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.AssetFound;
import dev.sluice.schema.reply.AssetPage;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.GroupFound;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.reply.HoldPage;
import dev.sluice.schema.reply.HoldRow;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.reply.Pagination;
import dev.sluice.schema.reply.ParticipantFound;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.reply.ProgramFound;
import dev.sluice.schema.reply.ProgramPage;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.GroupRole;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The naive ledger. Time brings what it brings to all accounts at once; a list is answered whole, whatever the page that was
 * asked for.
 */
final class NaiveLedger {

    private final Map<ProgramId, Program> programs = new TreeMap<>();
    private final Map<AssetId, Asset> assets = new TreeMap<>();
    private final Map<AccountId, Owner> owners = new TreeMap<>();
    private final Map<AccountId, Map<AssetId, NaivePot>> pots = new TreeMap<>();

    Answer apply(Request request, Instant now, Answer.Drawn drawn) {
        pots.values().forEach(ofAccount -> ofAccount.values().forEach(pot -> pot.settle(now)));
        var id = request.accountId();
        return switch (request.operation()) {
            case BalanceCommand command -> balanceOperation(request, command, now, drawn);
            case dev.sluice.schema.request.WalletCommand wallet -> throw new AssertionError("not generated yet");
            case dev.sluice.schema.request.GetTransfer get -> throw new AssertionError("not generated yet");
            case CreateProgram create -> create(id.asProgram(), create, now);
            case UpdateProgram update -> update(id.asProgram(), update, now);
            case CreateAsset create -> create(id.asAsset(), create, now);
            case UpdateAsset update -> update(id.asAsset(), update, now);
            case LinkAsset link -> link(id.asAsset(), link, now);
            case PutParticipant put -> put(id, put, now);
            case UpdateParticipant update ->
                change(id, update.displayName(), update.attributes(), Optional.empty(), now);
            case ChangeParticipantStatus change ->
                change(id, Optional.empty(), Optional.empty(), Optional.of(change.status()), now);
            case CreateGroup create -> create(id, create, now);
            case UpdateGroup update -> update(id, update, now);
            case ArchiveGroup archive -> archive(id, now);
            case AddGroupMembers add -> add(id, add, now);
            case RemoveGroupMember remove -> remove(id, remove, now);
            case GetProgram get ->
                programs.containsKey(id.asProgram())
                        ? Answer.told(new ProgramFound(programs.get(id.asProgram())))
                        : no(PROGRAM_NOT_FOUND);
            case GetAsset get ->
                assets.containsKey(id.asAsset())
                        ? Answer.told(new AssetFound(assets.get(id.asAsset())))
                        : no(ASSET_NOT_FOUND);
            case ListPrograms list -> list(list);
            case ListAssets list -> list(list);
            case GetParticipant get ->
                owners.get(id) instanceof Participant found
                        ? Answer.told(new ParticipantFound(found, balances(id)))
                        : no(ACCOUNT_NOT_FOUND);
            case GetGroup get ->
                owners.get(id) instanceof Group found
                        ? Answer.told(new GroupFound(found, balances(id)))
                        : no(ACCOUNT_NOT_FOUND);
            case GetBalances get -> balances(request, get);
            case ListLots list -> list(request, list);
            case ListHolds list -> list(request, list);
            case GetHold get -> hold(request, get);
        };
    }

    private static Answer no(RejectionCode code) {
        return new Answer.No(code);
    }

    /** What the account has of the asset, to choose from. */
    Optional<NaivePot> pot(AccountId account, AssetId asset) {
        return Optional.ofNullable(pots.getOrDefault(account, Map.of()).get(asset));
    }

    private Optional<Owner> owner(Request request) {
        return Optional.ofNullable(owners.get(request.accountId()))
                .filter(found ->
                        request.accountKind().isEmpty() || request.accountKind().get() == found.kind());
    }

    private Answer balanceOperation(Request request, BalanceCommand command, Instant now, Answer.Drawn drawn) {
        var asset = Optional.ofNullable(assets.get(command.assetId()));
        var pot = pot(request.accountId(), command.assetId())
                .orElseGet(() -> new NaivePot(
                        command.assetId(),
                        asset.map(Asset::scale).orElse(0),
                        asset.map(found -> found.inventoryMode() == InventoryMode.LOT)
                                .orElse(false)));
        var program = Optional.ofNullable(programs.get(command.programId()));
        var answer = new NaiveOperations(program, asset, owner(request), pot, now, drawn).answer(command);
        if (answer instanceof Answer.Done) {
            pots.computeIfAbsent(request.accountId(), unseen -> new TreeMap<>()).put(command.assetId(), pot);
        }
        return answer;
    }

    private Answer create(ProgramId id, CreateProgram create, Instant now) {
        var found = programs.get(id);
        if (found != null) {
            return found.name().equals(create.name()) && found.description().equals(create.description())
                    ? Answer.told(new ProgramStored(false, found))
                    : no(ALREADY_EXISTS);
        }
        var made = new Program(id, create.name(), create.description(), ProgramStatus.ACTIVE, now, now);
        programs.put(id, made);
        return Answer.booked(new ProgramStored(true, made));
    }

    private Answer update(ProgramId id, UpdateProgram update, Instant now) {
        var old = programs.get(id);
        if (old == null) {
            return no(PROGRAM_NOT_FOUND);
        }
        var name = update.name().orElse(old.name());
        var description = update.description().isPresent() ? update.description() : old.description();
        var status = update.status().orElse(old.status());
        if (name.equals(old.name()) && description.equals(old.description()) && status == old.status()) {
            return Answer.told(new ProgramStored(false, old));
        }
        programs.put(id, new Program(id, name, description, status, old.createdAt(), now));
        return Answer.booked(new ProgramStored(false, programs.get(id)));
    }

    private static boolean isTooFine(Optional<Amount> limit, int scale) {
        return limit.isPresent() && limit.get().value().stripTrailingZeros().scale() > scale;
    }

    private static Optional<Amount> padded(Optional<Amount> limit, int scale) {
        return limit.map(amount -> new Amount(amount.value().setScale(scale)));
    }

    private Answer create(AssetId id, CreateAsset create, Instant now) {
        if (!id.equals(AssetId.ofSymbol(create.symbol()))) {
            return no(INVALID_FIELD);
        }
        if (!programs.containsKey(create.programId())) {
            return no(PROGRAM_NOT_FOUND);
        }
        if (isTooFine(create.maxTransactionAmount(), create.scale())) {
            return no(INVALID_SCALE);
        }
        var limit = padded(create.maxTransactionAmount(), create.scale());
        var old = assets.get(id);
        if (old == null) {
            var made = new Asset(
                    id,
                    create.symbol(),
                    create.name(),
                    create.inventoryMode(),
                    create.issuancePolicy(),
                    create.scale(),
                    limit,
                    List.of(create.programId()),
                    AssetStatus.ACTIVE,
                    now,
                    now);
            assets.put(id, made);
            return Answer.booked(new AssetStored(true, made));
        }
        var same = create.symbol().equals(old.symbol())
                && create.name().equals(old.name())
                && create.inventoryMode() == old.inventoryMode()
                && create.issuancePolicy() == old.issuancePolicy()
                && create.scale() == old.scale()
                && limit.equals(old.maxTransactionAmount());
        return same ? linked(old, create.programId(), now) : no(ALREADY_EXISTS);
    }

    private Answer linked(Asset old, ProgramId program, Instant now) {
        if (old.programIds().contains(program)) {
            return Answer.told(new AssetStored(false, old));
        }
        if (old.status() == AssetStatus.ARCHIVED) {
            return no(ASSET_NOT_ACTIVE);
        }
        var linked = new ArrayList<>(old.programIds());
        linked.add(program);
        return stored(old, old.name(), old.maxTransactionAmount(), linked, old.status(), now);
    }

    private Answer stored(
            Asset old, String name, Optional<Amount> limit, List<ProgramId> linked, AssetStatus status, Instant now) {
        var changed = new Asset(
                old.id(),
                old.symbol(),
                name,
                old.inventoryMode(),
                old.issuancePolicy(),
                old.scale(),
                limit,
                linked,
                status,
                old.createdAt(),
                now);
        assets.put(old.id(), changed);
        return Answer.booked(new AssetStored(false, changed));
    }

    private Answer update(AssetId id, UpdateAsset update, Instant now) {
        var old = assets.get(id);
        if (old == null) {
            return no(ASSET_NOT_FOUND);
        }
        var status = update.status().orElse(old.status());
        if (old.status() == AssetStatus.ARCHIVED && status == AssetStatus.ACTIVE) {
            return no(ASSET_NOT_ACTIVE);
        }
        var limit = update.maxTransactionAmount().after(old.maxTransactionAmount());
        if (isTooFine(limit, old.scale())) {
            return no(INVALID_SCALE);
        }
        var name = update.name().orElse(old.name());
        if (status == old.status() && limit.equals(old.maxTransactionAmount()) && name.equals(old.name())) {
            return Answer.told(new AssetStored(false, old));
        }
        return stored(old, name, padded(limit, old.scale()), old.programIds(), status, now);
    }

    private Answer link(AssetId id, LinkAsset link, Instant now) {
        if (!programs.containsKey(link.programId())) {
            return no(PROGRAM_NOT_FOUND);
        }
        return assets.containsKey(id) ? linked(assets.get(id), link.programId(), now) : no(ASSET_NOT_FOUND);
    }

    private Answer put(AccountId id, PutParticipant put, Instant now) {
        if (!AccountId.ofParticipant(put.externalId()).equals(id)) {
            return no(INVALID_FIELD);
        }
        if (owners.containsKey(id)) {
            return owners.get(id) instanceof Participant
                    ? change(id, put.displayName(), put.attributes(), put.status(), now)
                    : no(ALREADY_EXISTS);
        }
        var made = new Participant(
                id,
                put.externalId(),
                put.status().orElse(AccountStatus.ACTIVE),
                put.displayName(),
                put.attributes().orElse(Map.of()),
                now,
                now);
        owners.put(id, made);
        return Answer.booked(new ParticipantStored(true, made));
    }

    private Answer change(
            AccountId id,
            Optional<String> name,
            Optional<Map<String, Object>> attributes,
            Optional<AccountStatus> status,
            Instant now) {
        if (!(owners.get(id) instanceof Participant old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var newName = name.isPresent() ? name : old.displayName();
        var newAttributes = attributes.orElse(old.attributes());
        var newStatus = status.orElse(old.status());
        if (newName.equals(old.displayName()) && newAttributes.equals(old.attributes()) && newStatus == old.status()) {
            return Answer.told(new ParticipantStored(false, old));
        }
        var changed = new Participant(id, old.externalId(), newStatus, newName, newAttributes, old.createdAt(), now);
        owners.put(id, changed);
        return Answer.booked(new ParticipantStored(false, changed));
    }

    private Answer create(AccountId id, CreateGroup create, Instant now) {
        if (owners.containsKey(id)) {
            return owners.get(id) instanceof Group old
                            && old.name().equals(create.name())
                            && old.members().equals(create.members())
                    ? Answer.told(new GroupStored(false, old))
                    : no(ALREADY_EXISTS);
        }
        var made = new Group(id, create.name(), create.members(), AccountStatus.ACTIVE, now, now);
        owners.put(id, made);
        return Answer.booked(new GroupStored(true, made));
    }

    private Answer changed(Group old, String name, List<Member> members, AccountStatus status, Instant now) {
        if (name.equals(old.name()) && members.equals(old.members()) && status == old.status()) {
            return Answer.told(new GroupStored(false, old));
        }
        var group = new Group(old.id(), name, members, status, old.createdAt(), now);
        owners.put(old.id(), group);
        return Answer.booked(new GroupStored(false, group));
    }

    private Answer update(AccountId id, UpdateGroup update, Instant now) {
        if (!(owners.get(id) instanceof Group old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        return old.status() == AccountStatus.ACTIVE
                ? changed(old, update.name().orElse(old.name()), old.members(), old.status(), now)
                : no(ACCOUNT_NOT_ACTIVE);
    }

    private Answer archive(AccountId id, Instant now) {
        if (!(owners.get(id) instanceof Group old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        for (var balance : balances(id)) {
            if (!balance.available().isZero()
                    || !balance.held().isZero()
                    || !balance.deferred().isZero()) {
                return no(BALANCE_NOT_ZERO);
            }
        }
        return changed(old, old.name(), old.members(), AccountStatus.ARCHIVED, now);
    }

    private Answer add(AccountId id, AddGroupMembers add, Instant now) {
        if (!(owners.get(id) instanceof Group old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var members = new ArrayList<>(old.members());
        for (var member : add.members()) {
            var place = members.stream().map(Member::participantId).toList().indexOf(member.participantId());
            if (place >= 0) {
                members.set(place, member);
            } else {
                members.add(member);
            }
        }
        return withMembers(old, members, now);
    }

    private Answer remove(AccountId id, RemoveGroupMember remove, Instant now) {
        if (!(owners.get(id) instanceof Group old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var members = new ArrayList<>(old.members());
        var wasThere = members.removeIf(member -> member.participantId().equals(remove.participantId()));
        return wasThere || old.status() != AccountStatus.ACTIVE
                ? withMembers(old, members, now)
                : no(ACCOUNT_NOT_FOUND);
    }

    private Answer withMembers(Group old, List<Member> members, Instant now) {
        if (old.status() != AccountStatus.ACTIVE) {
            return no(ACCOUNT_NOT_ACTIVE);
        }
        var hasAdmin = members.stream().anyMatch(member -> member.role() == GroupRole.ADMIN);
        return members.size() <= CreateGroup.MEMBERS_MAX && hasAdmin
                ? changed(old, old.name(), members, old.status(), now)
                : no(INVALID_FIELD);
    }

    private List<AssetBalance> balances(AccountId account) {
        return pots.getOrDefault(account, Map.of()).values().stream()
                .map(this::balance)
                .toList();
    }

    private AssetBalance balance(NaivePot pot) {
        var buckets = pot.buckets();
        return new AssetBalance(
                pot.asset, assets.get(pot.asset).symbol(), buckets.available(), buckets.held(), buckets.deferred());
    }

    private Answer balances(Request request, GetBalances get) {
        var asset = get.assetId();
        if (asset.isPresent() && !assets.containsKey(asset.get())) {
            return no(ASSET_NOT_FOUND);
        }
        if (owner(request).isEmpty()) {
            return no(ACCOUNT_NOT_FOUND);
        }
        if (asset.isEmpty()) {
            return Answer.told(new BalanceList(balances(request.accountId())));
        }
        var pot = pot(request.accountId(), asset.get())
                .orElseGet(
                        () -> new NaivePot(asset.get(), assets.get(asset.get()).scale(), false));
        return Answer.told(new BalanceList(List.of(balance(pot))));
    }

    private Answer list(ListPrograms list) {
        if (list.cursor().isPresent()) {
            return no(INVALID_FIELD);
        }
        return Answer.told(new ProgramPage(
                programs.values().stream()
                        .filter(row -> list.status().isEmpty() || list.status().get() == row.status())
                        .toList(),
                Pagination.last()));
    }

    private Answer list(ListAssets list) {
        if (list.cursor().isPresent()) {
            return no(INVALID_FIELD);
        }
        return Answer.told(new AssetPage(
                assets.values().stream()
                        .filter(row -> list.status().isEmpty() || list.status().get() == row.status())
                        .toList(),
                Pagination.last()));
    }

    private Answer list(Request request, ListLots list) {
        if (list.cursor().isPresent()) {
            return no(INVALID_FIELD);
        }
        if (!assets.containsKey(list.assetId())) {
            return no(ASSET_NOT_FOUND);
        }
        if (owner(request).isEmpty()) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var rows =
                pot(request.accountId(), list.assetId()).map(NaivePot::lotRows).orElse(List.of());
        return Answer.told(
                new LotPage(rows.stream().filter(row -> isListed(list, row)).toList(), Pagination.last()));
    }

    private static boolean isListed(ListLots list, LotRow row) {
        var before = list.expiresBefore();
        var after = list.expiresAfter();
        return (list.status().isEmpty() || list.status().get() == row.status())
                && (list.referenceId().isEmpty() || list.referenceId().equals(row.referenceId()))
                && (before.isEmpty()
                        || (row.expiresAt().isPresent() && row.expiresAt().get().isBefore(before.get())))
                && (after.isEmpty()
                        || (row.expiresAt().isPresent() && row.expiresAt().get().isAfter(after.get())));
    }

    private Answer list(Request request, ListHolds list) {
        if (list.cursor().isPresent()) {
            return no(INVALID_FIELD);
        }
        if (list.assetId().isPresent() && !assets.containsKey(list.assetId().get())) {
            return no(ASSET_NOT_FOUND);
        }
        if (owner(request).isEmpty()) {
            return no(ACCOUNT_NOT_FOUND);
        }
        return Answer.told(new HoldPage(
                holds(request.accountId()).stream()
                        .filter(row -> list.status().isEmpty() || list.status().get() == row.status())
                        .filter(row ->
                                list.assetId().isEmpty() || list.assetId().get().equals(row.assetId()))
                        .filter(row -> list.referenceId().isEmpty()
                                || list.referenceId().equals(row.referenceId()))
                        .toList(),
                Pagination.last()));
    }

    private List<HoldRow> holds(AccountId account) {
        var rows = new ArrayList<HoldRow>();
        for (var status : List.of(HoldStatus.OPEN, HoldStatus.CLOSED)) {
            pots.getOrDefault(account, Map.of()).values().forEach(pot -> rows.addAll(pot.holdRows(status)));
        }
        return rows;
    }

    private Answer hold(Request request, GetHold get) {
        if (owner(request).isEmpty()) {
            return no(ACCOUNT_NOT_FOUND);
        }
        return holds(request.accountId()).stream()
                .filter(row -> row.id().equals(get.holdId()))
                .findFirst()
                .map(row -> Answer.told(new HoldFound(row)))
                .orElse(no(HOLD_NOT_FOUND));
    }
}
