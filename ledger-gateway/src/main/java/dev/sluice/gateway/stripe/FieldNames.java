package dev.sluice.gateway.stripe;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.Rejection.FieldError;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.rejection.Violation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The caller's names of things: the parameter that each field of the request came from, and the id that stood for each UUID. A
 * refusal that the contract or the ledger gives in its words is told in these.
 */
final class FieldNames {

    private static final String ASSET = "asset_id";

    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    void put(String field, String parameter) {
        parameters.put(field, parameter);
    }

    /** A caller that gave an id, or a symbol, does not know the UUID that it stands for. */
    void putText(String uuid, String text) {
        texts.put(uuid, text);
    }

    /** A parameter that stands in the object of this name, if one does. */
    Optional<String> parameterIn(String object) {
        return parameters.values().stream()
                .filter(parameter -> parameter.startsWith(object + "["))
                .min(Comparator.naturalOrder());
    }

    Rejection inDialect(Rejection rejection) {
        var errors = rejection.errors().stream()
                .map(error -> new FieldError(inDialect(error.pointer()), inWords(error.detail())))
                .toList();
        var message = inWords(rejection.message());
        if (errors.isEmpty() && rejection.code() == RejectionCode.ASSET_NOT_FOUND && parameters.containsKey(ASSET)) {
            return new Rejection(
                    rejection.code(), message, List.of(new FieldError(Pointers.of(parameters.get(ASSET)), message)));
        }
        return new Rejection(rejection.code(), message, errors);
    }

    InvalidMessageException inDialect(InvalidMessageException invalid) {
        return new InvalidMessageException(invalid.violations().stream()
                .map(violation ->
                        new Violation(violation.code(), inDialect(violation.pointer()), inWords(violation.detail())))
                .toList());
    }

    /** Only the first name of a pointer is a field of the request; what lies in it, such as metadata, is named alike. */
    private String inDialect(String pointer) {
        var path = Pointers.pathOf(pointer);
        if (path.isEmpty() || !parameters.containsKey(path.getFirst())) {
            return pointer;
        }
        return Pointers.of(parameters.get(path.getFirst()))
                + Pointers.ofPath(path.subList(1, path.size())).substring(1);
    }

    private String inWords(String message) {
        var said = message;
        for (var text : texts.entrySet()) {
            said = said.replace(text.getKey(), text.getValue());
        }
        return said;
    }
}
