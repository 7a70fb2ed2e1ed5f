package dev.sluice.cli;

import dev.sluice.cli.node.Node;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;

/**
 * Commands for a shell, to be pasted one after another: from an empty ledger to a hold. The ids are those that follow from
 * the keys and names, and the keys make it harmless to paste them twice.
 */
final class FirstSession {

    private static final String TEXT = """
        API={url}/v1 KEY={key} JSON='Content-Type: application/json'

        # A program, and in it a kind of value:
        curl -sSw '\\n' $API/programs -H "X-API-Key: $KEY" -H "$JSON" -d '{"name":"Club","idempotency_key":"club"}'
        curl -sSw '\\n' $API/assets -H "X-API-Key: $KEY" -H "$JSON" -d '{"program_id":"{program}",
          "name":"Stars","symbol":"STAR","inventory_mode":"LOT","issuance_policy":"UNLIMITED","scale":2}'

        # Somebody who earns 1500.00 of it, and an order that holds 100.00:
        curl -sSw '\\n' $API/participants -H "X-API-Key: $KEY" -H "$JSON" -d '{"external_id":"ada"}'
        curl -sSw '\\n' $API/participants/{ada}/balances/adjust -H "X-API-Key: $KEY" -H "$JSON" -d '{
          "program_id":"{program}","asset_id":"{asset}",
          "type":"CREDIT","amount":"1500.00","description":"Welcome","idempotency_key":"first-credit"}'
        curl -sSw '\\n' $API/participants/{ada}/balances/hold -H "X-API-Key: $KEY" -H "$JSON" -d '{
          "program_id":"{program}","asset_id":"{asset}",
          "amount":"100.00","description":"Order 1","reference_id":"order-1","idempotency_key":"first-hold"}'

        # And what there is now:
        curl -sSw '\\n' $API/participants/{ada}/balances -H "X-API-Key: $KEY"
        """;

    private FirstSession() {}

    static String on(Node node) {
        return TEXT.replace("{url}", node.uri().toString())
                .replace("{key}", node.apiKey())
                .replace(
                        "{program}",
                        ProgramId.madeWith(new IdempotencyKey("club")).toString())
                .replace("{asset}", AssetId.ofSymbol("STAR").toString())
                .replace("{ada}", AccountId.ofParticipant("ada").toString());
    }
}
