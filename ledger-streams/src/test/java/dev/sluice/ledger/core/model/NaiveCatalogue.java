package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.AssetFound;
import dev.sluice.schema.reply.AssetPage;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.Pagination;
import dev.sluice.schema.reply.ProgramFound;
import dev.sluice.schema.reply.ProgramPage;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.request.CatalogCommand;
import dev.sluice.schema.request.CatalogQuestion;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Programs and assets, in the order of their ids. */
final class NaiveCatalogue {

    private final Map<ProgramId, Program> programs = new TreeMap<>();
    private final Map<AssetId, Asset> assets = new TreeMap<>();

    Optional<Program> program(ProgramId id) {
        return Optional.ofNullable(programs.get(id));
    }

    Optional<Asset> asset(AssetId id) {
        return Optional.ofNullable(assets.get(id));
    }

    private static Verdict no(RejectionCode code) {
        return new Verdict.No(code);
    }

    Verdict answer(AccountId id, CatalogCommand command, Instant now) {
        return switch (command) {
            case CreateProgram create -> create(id.asProgram(), create, now);
            case UpdateProgram update -> update(id.asProgram(), update, now);
            case CreateAsset create -> create(id.asAsset(), create, now);
            case UpdateAsset update -> update(id.asAsset(), update, now);
            case LinkAsset link -> link(id.asAsset(), link, now);
        };
    }

    Verdict answer(AccountId id, CatalogQuestion question) {
        return switch (question) {
            case GetProgram get -> found(id.asProgram());
            case ListPrograms list -> list(list);
            case GetAsset get -> found(id.asAsset());
            case ListAssets list -> list(list);
        };
    }

    private Verdict found(ProgramId id) {
        return program(id).map(found -> Verdict.told(new ProgramFound(found))).orElse(no(PROGRAM_NOT_FOUND));
    }

    private Verdict found(AssetId id) {
        return asset(id).map(found -> Verdict.told(new AssetFound(found))).orElse(no(ASSET_NOT_FOUND));
    }

    private Verdict list(ListPrograms list) {
        if (list.cursor().isPresent()) {
            return no(INVALID_FIELD);
        }
        return Verdict.told(new ProgramPage(
                programs.values().stream()
                        .filter(row -> list.status().isEmpty() || list.status().get() == row.status())
                        .toList(),
                Pagination.last()));
    }

    private Verdict list(ListAssets list) {
        if (list.cursor().isPresent()) {
            return no(INVALID_FIELD);
        }
        return Verdict.told(new AssetPage(
                assets.values().stream()
                        .filter(row -> list.status().isEmpty() || list.status().get() == row.status())
                        .toList(),
                Pagination.last()));
    }

    private Verdict create(ProgramId id, CreateProgram create, Instant now) {
        var found = programs.get(id);
        if (found != null) {
            return found.name().equals(create.name()) && found.description().equals(create.description())
                    ? Verdict.told(new ProgramStored(false, found))
                    : no(ALREADY_EXISTS);
        }
        var made = new Program(id, create.name(), create.description(), ProgramStatus.ACTIVE, now, now);
        programs.put(id, made);
        return Verdict.booked(new ProgramStored(true, made));
    }

    private Verdict update(ProgramId id, UpdateProgram update, Instant now) {
        var old = programs.get(id);
        if (old == null) {
            return no(PROGRAM_NOT_FOUND);
        }
        var name = update.name().orElse(old.name());
        var description = update.description().isPresent() ? update.description() : old.description();
        var status = update.status().orElse(old.status());
        if (name.equals(old.name()) && description.equals(old.description()) && status == old.status()) {
            return Verdict.told(new ProgramStored(false, old));
        }
        programs.put(id, new Program(id, name, description, status, old.createdAt(), now));
        return Verdict.booked(new ProgramStored(false, programs.get(id)));
    }

    /** Whether a limit has more decimals than the asset, or with all of the asset's more digits than an amount may have. */
    private static boolean isUnfit(Optional<Amount> limit, int scale) {
        if (limit.isEmpty()) {
            return false;
        }
        var plain = limit.get().value().stripTrailingZeros();
        var wholeDigits = plain.precision() - plain.scale();
        return plain.scale() > scale || wholeDigits + scale > Amount.DIGITS_MAX;
    }

    private static Optional<Amount> padded(Optional<Amount> limit, int scale) {
        return limit.map(amount -> new Amount(amount.value().setScale(scale)));
    }

    private Verdict create(AssetId id, CreateAsset create, Instant now) {
        if (!id.equals(AssetId.ofSymbol(create.symbol()))) {
            return no(INVALID_FIELD);
        }
        if (!programs.containsKey(create.programId())) {
            return no(PROGRAM_NOT_FOUND);
        }
        if (isUnfit(create.maxTransactionAmount(), create.scale())) {
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
            return Verdict.booked(new AssetStored(true, made));
        }
        var same = create.symbol().equals(old.symbol())
                && create.name().equals(old.name())
                && create.inventoryMode() == old.inventoryMode()
                && create.issuancePolicy() == old.issuancePolicy()
                && create.scale() == old.scale()
                && limit.equals(old.maxTransactionAmount());
        return same ? linked(old, create.programId(), now) : no(ALREADY_EXISTS);
    }

    private Verdict linked(Asset old, ProgramId program, Instant now) {
        if (old.programIds().contains(program)) {
            return Verdict.told(new AssetStored(false, old));
        }
        if (old.status() == AssetStatus.ARCHIVED) {
            return no(ASSET_NOT_ACTIVE);
        }
        var linked = new ArrayList<>(old.programIds());
        linked.add(program);
        return stored(old, old.name(), old.maxTransactionAmount(), linked, old.status(), now);
    }

    private Verdict stored(
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
        return Verdict.booked(new AssetStored(false, changed));
    }

    private Verdict update(AssetId id, UpdateAsset update, Instant now) {
        var old = assets.get(id);
        if (old == null) {
            return no(ASSET_NOT_FOUND);
        }
        var status = update.status().orElse(old.status());
        if (old.status() == AssetStatus.ARCHIVED && status == AssetStatus.ACTIVE) {
            return no(ASSET_NOT_ACTIVE);
        }
        var limit = update.maxTransactionAmount().after(old.maxTransactionAmount());
        if (isUnfit(limit, old.scale())) {
            return no(INVALID_SCALE);
        }
        var name = update.name().orElse(old.name());
        if (status == old.status() && limit.equals(old.maxTransactionAmount()) && name.equals(old.name())) {
            return Verdict.told(new AssetStored(false, old));
        }
        return stored(old, name, padded(limit, old.scale()), old.programIds(), status, now);
    }

    private Verdict link(AssetId id, LinkAsset link, Instant now) {
        if (!programs.containsKey(link.programId())) {
            return no(PROGRAM_NOT_FOUND);
        }
        return assets.containsKey(id) ? linked(assets.get(id), link.programId(), now) : no(ASSET_NOT_FOUND);
    }
}
