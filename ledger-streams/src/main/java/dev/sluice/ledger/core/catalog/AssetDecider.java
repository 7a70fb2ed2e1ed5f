package dev.sluice.ledger.core.catalog;

import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.ProgramId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Assets are made, changed and linked by the partition that owns them. Mode, policy and scale never change. */
final class AssetDecider {

    private AssetDecider() {}

    static Decision decide(LedgerView view, Request request, CreateAsset create) {
        if (!AssetId.ofSymbol(create.symbol()).equals(request.accountId().asAsset())) {
            return Refused.atField(
                    INVALID_FIELD,
                    "symbol",
                    "Expected the symbol that %s is made of, but got %s",
                    request.accountId(),
                    create.symbol());
        }
        if (view.program(request.accountId().asProgram()).isPresent()) {
            return Refused.because(ALREADY_EXISTS, "Expected an asset's id, but %s is a program", request.accountId());
        }
        var unknownProgram = unknown(view, create.programId());
        if (unknownProgram.isPresent()) {
            return unknownProgram.get();
        }
        var unfitLimit = create.maxTransactionAmount().flatMap(limit -> unfit(limit, create.scale()));
        if (unfitLimit.isPresent()) {
            return unfitLimit.get();
        }
        return view.asset(request.accountId().asAsset())
                .map(found -> again(view, request, create, found))
                .orElseGet(() -> stored(view, request, true, created(view, request, create)));
    }

    private static Asset created(LedgerView view, Request request, CreateAsset create) {
        return new Asset(
                request.accountId().asAsset(),
                create.symbol(),
                create.name(),
                create.inventoryMode(),
                create.issuancePolicy(),
                create.scale(),
                create.maxTransactionAmount().flatMap(limit -> limit.atScale(create.scale())),
                List.of(create.programId()),
                AssetStatus.ACTIVE,
                view.now(),
                view.now());
    }

    /** What exists with the same settings is answered, and linked to the program if it was not yet. */
    private static Decision again(LedgerView view, Request request, CreateAsset create, Asset found) {
        var same = found.symbol().equals(create.symbol())
                && found.name().equals(create.name())
                && found.inventoryMode() == create.inventoryMode()
                && found.issuancePolicy() == create.issuancePolicy()
                && found.scale() == create.scale()
                && found.maxTransactionAmount().equals(create.maxTransactionAmount());
        return same
                ? linked(view, request, found, create.programId())
                : Refused.atField(
                        ALREADY_EXISTS,
                        "symbol",
                        "Expected a new symbol, but %s exists with other settings",
                        found.symbol());
    }

    static Decision decide(LedgerView view, Request request, UpdateAsset update) {
        var found = view.asset(request.accountId().asAsset());
        if (found.isEmpty()) {
            return notFound(request);
        }
        var before = found.get();
        if (before.status() == AssetStatus.ARCHIVED && update.status().equals(Optional.of(AssetStatus.ACTIVE))) {
            return Refused.because(
                    ASSET_NOT_ACTIVE, "Expected asset %s to be ACTIVE, but ARCHIVED is final", before.symbol());
        }
        var limit = update.maxTransactionAmount().after(before.maxTransactionAmount());
        // A limit that was taken by an earlier version may be longer: it stays until it is changed.
        var unfitLimit = limit.equals(before.maxTransactionAmount())
                ? Optional.<Refused>empty()
                : limit.flatMap(amount -> unfit(amount, before.scale()));
        if (unfitLimit.isPresent()) {
            return unfitLimit.get();
        }
        var name = update.name().orElse(before.name());
        var status = update.status().orElse(before.status());
        var same =
                name.equals(before.name()) && status == before.status() && limit.equals(before.maxTransactionAmount());
        return same
                ? new Answered(new AssetStored(false, before))
                : stored(
                        view,
                        request,
                        false,
                        new Asset(
                                before.id(),
                                before.symbol(),
                                name,
                                before.inventoryMode(),
                                before.issuancePolicy(),
                                before.scale(),
                                limit.flatMap(amount -> amount.atScale(before.scale())),
                                before.programIds(),
                                status,
                                before.createdAt(),
                                view.now()));
    }

    static Decision decide(LedgerView view, Request request, LinkAsset link) {
        var unknownProgram = unknown(view, link.programId());
        if (unknownProgram.isPresent()) {
            return unknownProgram.get();
        }
        var found = view.asset(request.accountId().asAsset());
        if (found.isEmpty()) {
            return notFound(request);
        }
        return linked(view, request, found.get(), link.programId());
    }

    static Refused notFound(Request request) {
        return Refused.because(ASSET_NOT_FOUND, "Expected an existing asset, but got %s", request.accountId());
    }

    private static Decision linked(LedgerView view, Request request, Asset asset, ProgramId program) {
        if (asset.programIds().contains(program)) {
            return new Answered(new AssetStored(false, asset));
        }
        if (asset.status() != AssetStatus.ACTIVE) {
            return Refused.because(
                    ASSET_NOT_ACTIVE, "Expected asset %s to be ACTIVE, but it is %s", asset.symbol(), asset.status());
        }
        if (asset.programIds().size() >= Asset.PROGRAMS_MAX) {
            return Refused.atField(
                    INVALID_FIELD,
                    "program_id",
                    "Expected an asset that is linked to at most %d programs, but this would be one more",
                    Asset.PROGRAMS_MAX);
        }
        var programs =
                Stream.concat(asset.programIds().stream(), Stream.of(program)).toList();
        return stored(
                view,
                request,
                false,
                new Asset(
                        asset.id(),
                        asset.symbol(),
                        asset.name(),
                        asset.inventoryMode(),
                        asset.issuancePolicy(),
                        asset.scale(),
                        asset.maxTransactionAmount(),
                        programs,
                        asset.status(),
                        asset.createdAt(),
                        view.now()));
    }

    private static Optional<Refused> unknown(LedgerView view, ProgramId program) {
        return view.program(program).isPresent()
                ? Optional.empty()
                : Optional.of(Refused.atField(
                        PROGRAM_NOT_FOUND, "program_id", "Expected an existing program, but got %s", program));
    }

    /** What is wrong with a limit at the asset's scale, where it has all of the asset's decimals. */
    private static Optional<Refused> unfit(Amount limit, int scale) {
        var padded = limit.atScale(scale);
        if (padded.isEmpty()) {
            return Optional.of(Refused.atField(
                    INVALID_SCALE,
                    "max_transaction_amount",
                    "Expected an amount with at most %d decimals, but got %s",
                    scale,
                    limit));
        }
        return padded.filter(amount -> amount.digits() > Amount.DIGITS_MAX)
                .map(amount -> Refused.atField(
                        INVALID_SCALE,
                        "max_transaction_amount",
                        "Expected an amount with at most %d digits at the asset's scale of %d, but got %d",
                        Amount.DIGITS_MAX,
                        scale,
                        amount.digits()));
    }

    private static Decision stored(LedgerView view, Request request, boolean created, Asset asset) {
        return new Accepted(
                CatalogEntries.of(view, request, EntryType.ASSET_STORED, new Fact.AssetStored(asset)),
                new AssetStored(created, asset));
    }
}
