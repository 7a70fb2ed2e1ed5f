package dev.sluice.cli.torture.load;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** The accounts and assets of a run. Some accounts are hot: they have a third of all that happens. */
final class Cast {

    static final ProgramId PROGRAM = ProgramId.madeWith(IdempotencyKey.of("torture-program"));

    private static final int ACCOUNTS = 60;
    private static final int HOT = 2;
    private static final int OF_THREE = 3;
    private static final String START = "5000.00";

    private Cast() {}

    /** The assets: one with lots, one without, one that a wallet pays for. */
    enum Asset {
        POINTS("TPTS", "LOT", "UNLIMITED"),
        CASH("TCASH", "SIMPLE", "UNLIMITED"),
        GIFTS("TGIFT", "LOT", "PREFUNDED");

        private final String symbol;
        private final String mode;
        private final String policy;

        Asset(String symbol, String mode, String policy) {
            this.symbol = symbol;
            this.mode = mode;
            this.policy = policy;
        }

        AssetId id() {
            return AssetId.ofSymbol(symbol);
        }

        String symbol() {
            return symbol;
        }

        /** The fields that each operation has. */
        String fields() {
            return "\"program_id\":\"%s\",\"asset_id\":\"%s\",\"description\":\"Torture\"".formatted(PROGRAM, id());
        }
    }

    static AccountId account(int number) {
        return AccountId.ofParticipant(externalId(number));
    }

    static String externalId(int number) {
        return "tortured-" + number;
    }

    static int anybody(Random random) {
        return random.nextInt(OF_THREE) == 0 ? random.nextInt(HOT) : random.nextInt(ACCOUNTS);
    }

    static String operation(AccountId account, String name) {
        return "/v1/participants/%s/balances/%s".formatted(account, name);
    }

    static String wallet(String name) {
        return "/v1/programs/%s/assets/%s/%s".formatted(PROGRAM, Asset.GIFTS.id(), name);
    }

    /** What has to be there before the load begins; each list when all of the one before is done. */
    static List<List<Call>> preparation() {
        return List.of(
                List.of(Call.command("create_program", "/v1/programs", "{\"name\":\"Torture\"}", "torture-program")),
                List.of(Asset.values()).stream().map(Cast::createAsset).toList(),
                IntStream.range(0, ACCOUNTS).mapToObj(Cast::createAccount).toList(),
                List.of(Call.command(
                        "fund_wallet",
                        wallet("fund"),
                        "{\"amount\":\"1000000.00\",\"description\":\"Torture\"}",
                        "torture-first-fund")),
                IntStream.range(0, ACCOUNTS)
                        .boxed()
                        .flatMap(number -> start(number).stream())
                        .toList());
    }

    private static Call createAsset(Asset asset) {
        return Call.command(
                "create_asset",
                "/v1/assets",
                """
                {"program_id":"%s","name":"%s","symbol":"%s","inventory_mode":"%s","issuance_policy":"%s","scale":2}\
                """.formatted(PROGRAM, asset.symbol, asset.symbol, asset.mode, asset.policy),
                "torture-asset-" + asset.symbol);
    }

    private static Call createAccount(int number) {
        return Call.command(
                "put_participant",
                "/v1/participants",
                "{\"external_id\":\"%s\"}".formatted(externalId(number)),
                "torture-first-participant-" + number);
    }

    private static List<Call> start(int number) {
        var credits = new ArrayList<Call>();
        for (var asset : Asset.values()) {
            credits.add(new Call(
                    "credit",
                    "POST",
                    operation(account(number), "adjust"),
                    "{\"type\":\"CREDIT\",%s,\"amount\":\"%s\"}".formatted(asset.fields(), START),
                    Optional.of("torture-start-%s-%d".formatted(asset, number)),
                    Optional.empty()));
        }
        return credits;
    }
}
