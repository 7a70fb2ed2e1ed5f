package dev.sluice.gateway.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.http.UnsupportedContentException;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.RequestJson;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Takes in what a caller sent: the parameters of a form or of JSON, those of a query, the account and the idempotency key. */
@Singleton
final class ParameterReader {

    private final StripeAccounts accounts;
    private final RequestJson json = new RequestJson(LedgerMapper.create());

    ParameterReader(StripeAccounts accounts) {
        this.accounts = accounts;
    }

    /** A command: its parameters are the body's, which may be empty. */
    Translation command(HttpRequest<byte[]> http) {
        queryOf(http).left().stream().findFirst().ifPresent(name -> {
            throw new UnknownParameterException(
                    name, "Expected the parameters of a POST in its body, but got one in the query");
        });
        var parameters = new Parameters(http.getBody()
                .filter(body -> body.length > 0)
                .map(body -> treeOf(http, body))
                .orElseGet(JsonNodeFactory.instance::objectNode));
        var translation = new Translation(json, http, parameters, accounts);
        translation.keyed();
        return translation;
    }

    /** A question: its parameters are the query's. */
    Translation question(HttpRequest<?> http) {
        return new Translation(json, http, queryOf(http), accounts);
    }

    private static Parameters queryOf(HttpRequest<?> http) {
        var query = http.getUri().getRawQuery();
        return new Parameters(FormText.read(query == null ? "" : query));
    }

    /** Without a content type it is a form, as it is for Stripe. */
    private ObjectNode treeOf(HttpRequest<?> http, byte[] body) {
        var type = http.getContentType().map(MediaType::getName).orElse(MediaType.APPLICATION_FORM_URLENCODED);
        return switch (type.toLowerCase(Locale.ROOT)) {
            case MediaType.APPLICATION_FORM_URLENCODED -> FormText.read(PercentEncoding.utf8(body));
            case MediaType.APPLICATION_JSON -> json.parse(body);
            default ->
                throw new UnsupportedContentException(
                        MediaType.APPLICATION_FORM_URLENCODED + " or " + MediaType.APPLICATION_JSON, type);
        };
    }
}
