package dev.sluice.schema.json;

import static dev.sluice.schema.json.FieldName.*;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import java.io.IOException;
import java.util.Optional;

/**
 * The streaming reader of the requests that a busy ledger gets most, as they usually are. It need not know what is wrong with a
 * request, nor take all that is right: where it gives none, the mapper's reader looks, and refuses or takes it.
 */
final class StreamedRequests {

    private final JsonFactory factory;

    StreamedRequests(JsonFactory factory) {
        this.factory = factory;
    }

    /** The request that these bytes are; empty where that has to be looked at more closely. */
    Optional<Request> read(byte[] value) {
        try {
            var text = StrictText.decode(value);
            // Only an escape can bring in half a character.
            return text.contains("\\u") ? Optional.empty() : Optional.of(request(fields(text)));
        } catch (IOException | IllegalArgumentException | InvalidMessageException unusual) {
            return Optional.empty();
        }
    }

    private GivenFields fields(String text) throws IOException {
        try (var json = factory.createParser(text)) {
            // Names that are given twice are seen as they are kept.
            return GivenFields.read(json.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
        }
    }

    private static Request request(GivenFields given) throws UnusualRequest {
        GivenFields.expect(given.version().equals(Optional.of(RequestJson.VERSION)));
        var request = new Request(
                given.required(ACCOUNT_ID, AccountId::parse),
                given.optional(ACCOUNT_KIND, AccountKind::valueOf),
                given.required(IDEMPOTENCY_KEY, IdempotencyKey::of),
                operation(given));
        given.done();
        return request;
    }

    private static Operation operation(GivenFields given) throws UnusualRequest {
        return switch (given.requiredText(TYPE)) {
            case "hold" -> hold(given);
            case "release" -> release(given);
            case "credit" -> credit(given);
            case "debit" -> debit(given);
            case "capture" -> capture(given);
            default -> throw new UnusualRequest();
        };
    }

    private static Hold hold(GivenFields given) throws UnusualRequest {
        return new Hold(
                given.required(PROGRAM_ID, ProgramId::parse),
                given.required(ASSET_ID, AssetId::parse),
                given.requiredText(DESCRIPTION),
                given.optional(AMOUNT, Amount::parse),
                given.optional(BUCKET, Bucket::valueOf),
                given.lotIds(),
                given.optional(EARNED_FROM, InstantText::parse),
                given.optional(EARNED_TO, InstantText::parse),
                given.text(REFERENCE_ID),
                given.optional(EXPIRES_AT, InstantText::parse),
                given.metadata());
    }

    private static Release release(GivenFields given) throws UnusualRequest {
        return new Release(
                given.required(PROGRAM_ID, ProgramId::parse),
                given.required(ASSET_ID, AssetId::parse),
                given.requiredText(DESCRIPTION),
                given.optional(AMOUNT, Amount::parse),
                given.optional(BUCKET, Bucket::valueOf),
                given.lotIds(),
                given.optional(EARNED_FROM, InstantText::parse),
                given.optional(EARNED_TO, InstantText::parse),
                given.text(REFERENCE_ID),
                given.metadata());
    }

    private static Credit credit(GivenFields given) throws UnusualRequest {
        return new Credit(
                given.required(PROGRAM_ID, ProgramId::parse),
                given.required(ASSET_ID, AssetId::parse),
                given.requiredText(DESCRIPTION),
                given.required(AMOUNT, Amount::parse),
                given.optional(BUCKET, Bucket::valueOf),
                given.text(REFERENCE_ID),
                given.optional(EARNED_AT, InstantText::parse),
                given.optional(EXPIRES_AT, InstantText::parse),
                given.optional(MATURES_AT, InstantText::parse),
                given.text(SOURCE_CHARGE),
                given.metadata());
    }

    /** A debit that takes no charge back: one that does is rare, and the mapper's. */
    private static Debit debit(GivenFields given) throws UnusualRequest {
        return new Debit(
                given.required(PROGRAM_ID, ProgramId::parse),
                given.required(ASSET_ID, AssetId::parse),
                given.requiredText(DESCRIPTION),
                given.required(AMOUNT, Amount::parse),
                given.optional(BUCKET, Bucket::valueOf),
                given.allowNegative(),
                given.lotIds(),
                given.optional(EARNED_FROM, InstantText::parse),
                given.optional(EARNED_TO, InstantText::parse),
                given.text(REFERENCE_ID),
                Optional.empty(),
                given.metadata());
    }

    private static Capture capture(GivenFields given) throws UnusualRequest {
        return new Capture(
                given.required(PROGRAM_ID, ProgramId::parse),
                given.required(ASSET_ID, AssetId::parse),
                given.requiredText(DESCRIPTION),
                given.optional(HOLD_ID, HoldId::parse),
                given.text(REFERENCE_ID),
                given.optional(AMOUNT, Amount::parse),
                given.metadata());
    }
}
