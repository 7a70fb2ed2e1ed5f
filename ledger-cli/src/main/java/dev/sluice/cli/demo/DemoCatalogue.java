package dev.sluice.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** The program and the assets of the demo. */
final class DemoCatalogue {

    static final ProgramId PROGRAM = ProgramId.madeWith(new IdempotencyKey("demo-program"));
    static final AssetId CROWNS = AssetId.ofSymbol("CZK");
    static final AssetId POINTS = AssetId.ofSymbol("PTS");

    private static final int SCALE = 2;

    /** A day less than outcomes are remembered for at least: after that a repeat would be booked a second time. */
    private static final Duration REPEATABLE = Duration.ofDays(6);

    private final LedgerHttp http;

    DemoCatalogue(LedgerHttp http) {
        this.http = http;
    }

    /**
     * Makes what is missing.
     *
     * @return whether the demo was here before
     * @throws CommandFailure when it was here so long ago that it can't be repeated
     */
    boolean create(Instant now) throws IOException {
        var found = http.await(http.get("/v1/programs/" + PROGRAM));
        if (found.isSuccess()) {
            refuseIfTooOld(Instant.parse(found.json().path("created_at").asText()), now);
        } else {
            require(http.await(http.postUntilAnswered(
                    "/v1/programs",
                    JsonNodeFactory.instance.objectNode().put("name", "Demo").put("idempotency_key", "demo-program"))));
        }
        createAsset("CZK", "Czech crowns", InventoryMode.SIMPLE);
        createAsset("PTS", "Points", InventoryMode.LOT);
        return found.isSuccess();
    }

    private void createAsset(String symbol, String name, InventoryMode mode) throws IOException {
        var asset = JsonNodeFactory.instance
                .objectNode()
                .put("program_id", PROGRAM.toString())
                .put("name", name)
                .put("symbol", symbol)
                .put("inventory_mode", mode.name())
                .put("issuance_policy", IssuancePolicy.UNLIMITED.name())
                .put("scale", SCALE)
                .put("idempotency_key", "demo-asset-" + symbol);
        var made = http.await(http.postUntilAnswered("/v1/assets", asset));
        if (made.status() == 409) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    "This node has an asset %s of another kind. Play the demo in a folder of its own: --data ./sluice-demo"
                            .formatted(symbol));
        }
        require(made);
        // One that was made in another program is linked to that one only.
        require(http.await(http.postUntilAnswered(
                "/v1/programs/%s/assets".formatted(PROGRAM),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("asset_id", AssetId.ofSymbol(symbol).toString())
                        .put("idempotency_key", "demo-link-" + symbol))));
    }

    private static void refuseIfTooOld(Instant created, Instant now) {
        if (created.plus(REPEATABLE).isBefore(now)) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    ("The demo was played here on %s, too long ago to be repeated: outcomes are remembered for days,"
                                    + " not for ever. Start over with --fresh, or in another folder with --data.")
                            .formatted(created));
        }
    }

    private static void require(HttpAnswer answer) {
        if (!answer.isSuccess()) {
            throw new CommandFailure(
                    ExitCode.DIFFERS, "The demo can't go on, since the node answered: " + answer.text());
        }
    }
}
