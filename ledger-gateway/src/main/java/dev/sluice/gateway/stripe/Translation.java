package dev.sluice.gateway.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.http.IdempotencyKeys;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.rejection.Violation;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.Quoted;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A call in the dialect, on its way to become a request of the contract. Each parameter that a call has is named once, beside
 * the field of the contract that it becomes; what nobody named is unknown in the end. Faults are collected and told when the
 * request is made. Here a value is only read; whether it is a good one, the contract's record says.
 */
final class Translation {

    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9]{1,16}");
    private static final String ITEMS = "data.";

    private final RequestJson json;
    private final HttpRequest<?> http;
    private final Parameters parameters;
    private final Optional<AccountId> account;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private final FieldNames names = new FieldNames();
    private final List<Violation> violations = new ArrayList<>(0);
    private final Set<Expansion> expansions = EnumSet.noneOf(Expansion.class);
    private Optional<IdempotencyKey> key = Optional.empty();

    Translation(RequestJson json, HttpRequest<?> http, Parameters parameters, StripeAccounts accounts) {
        this.json = json;
        this.http = http;
        this.parameters = parameters;
        this.account = read(StripeAccounts.HEADER, () -> accounts.of(http));
    }

    /** The call may be repeated under the caller's key, or one that is made now. */
    void keyed() {
        var given =
                read(IdempotencyKeys.HEADER, () -> IdempotencyKeys.sent(http).orElseGet(IdempotencyKeys::made));
        given.ifPresent(used -> IdempotencyKeys.remember(http, used));
        key = given;
    }

    Translation wholeNumber(String parameter, String field) {
        return value(parameter, field, given -> fields.put(field, given.wholeNumber()));
    }

    Translation smallNumber(String parameter, String field) {
        return value(parameter, field, given -> fields.put(field, given.smallNumber()));
    }

    Translation time(String parameter, String field) {
        return value(parameter, field, given -> fields.put(field, given.time().toString()));
    }

    Translation flag(String parameter, String field) {
        return value(parameter, field, given -> fields.put(field, given.flag()));
    }

    Translation constant(String parameter, String field, Class<? extends Enum<?>> type) {
        return value(parameter, field, given -> fields.put(field, constantOf(given, type)));
    }

    private static <E extends Enum<E>> String constantOf(Given given, Class<? extends Enum<?>> type) {
        @SuppressWarnings("unchecked") // an enum's own class
        var itself = (Class<E>) type;
        return given.constant(itself).name();
    }

    /** {@code currency} is an asset's symbol, in lower case as a rule. */
    Translation currency() {
        return value("currency", "asset_id", given -> {
            var symbol = given.text();
            if (!SYMBOL.matcher(symbol).matches()) {
                throw new IllegalArgumentException(
                        "Expected an asset's symbol of 1 to 16 letters and digits, but got " + Quoted.of(symbol));
            }
            var asset = AssetId.ofSymbol(symbol).toString();
            names.putText(asset, symbol);
            fields.put("asset_id", asset);
        });
    }

    /** The id of another thing. */
    Translation id(String parameter, String field, ReserveThing thing) {
        return value(parameter, field, given -> put(field, parameter, thing, given.text()));
    }

    /** The thing that the path names. */
    Translation at(String field, ReserveThing thing, String id) {
        names.put(field, "id");
        put(field, "id", thing, id);
        return this;
    }

    private void put(String field, String parameter, ReserveThing thing, String id) {
        thing.uuidOf(id)
                .map(Object::toString)
                .ifPresentOrElse(
                        uuid -> {
                            names.putText(uuid, id);
                            fields.put(field, uuid);
                        },
                        () -> refuse(
                                thing.notFound(),
                                parameter,
                                "Expected the id of a %s, but got %s".formatted(thing.words(), Quoted.of(id))));
    }

    /** A page of a list. */
    Translation page(ReserveThing thing) {
        return smallNumber("limit", "limit")
                .id("starting_after", "starting_after", thing)
                .id("ending_before", "ending_before", thing);
    }

    /** Texts for a thing that is made; an empty one is none. */
    Translation metadata() {
        return clearable("metadata", "metadata", given -> {
            if (given.isEmpty()) {
                return;
            }
            var texts = fields.putObject("metadata");
            given.texts().forEach((name, text) -> {
                if (!text.isEmpty()) {
                    texts.put(name, text);
                }
            });
        });
    }

    /** Texts that replace those of the same name, or with nothing in them take them away; {@code metadata=} takes all away. */
    Translation metadataChange() {
        return clearable("metadata", "metadata", given -> {
            if (given.isEmpty()) {
                fields.putNull("metadata");
            } else {
                var texts = fields.putObject("metadata");
                given.texts().forEach(texts::put);
            }
        });
    }

    Translation clearableTime(String parameter, String field) {
        return clearable(parameter, field, given -> {
            if (given.isEmpty()) {
                fields.putNull(field);
            } else {
                fields.put(field, given.time().toString());
            }
        });
    }

    /** What the object of the answer may have expanded. */
    Translation expands(Set<Expansion> possible) {
        return expands(possible, "");
    }

    /** What the objects of a list may have expanded. */
    Translation expandsItems(Set<Expansion> possible) {
        return expands(possible, ITEMS);
    }

    private Translation expands(Set<Expansion> possible, String prefix) {
        parameters
                .take("expand")
                .flatMap(given -> read("expand", given::list))
                .orElse(List.of())
                .forEach(path -> read("expand", () -> Expansion.ofPath(path, possible, prefix))
                        .ifPresent(expansions::add));
        return this;
    }

    /** A parameter that only the dialect has. */
    Optional<String> take(String parameter) {
        return parameters.take(parameter).flatMap(given -> read(parameter, given::text));
    }

    /** A field that a parameter of another name must give. */
    Translation required(String parameter, String field) {
        return fields.has(field) || !violations.isEmpty()
                ? this
                : refused(RejectionCode.MISSING_FIELD, parameter, "Expected a value, but it is missing");
    }

    /** A field that a parameter of another name forbids. */
    Translation unwanted(String parameter, String field, String detail) {
        return fields.has(field) ? refused(RejectionCode.INVALID_FIELD, parameter, detail) : this;
    }

    /** A fault that the caller of this has found. */
    Translation refused(RejectionCode code, String parameter, String detail) {
        refuse(code, parameter, detail);
        return this;
    }

    private void refuse(RejectionCode code, String parameter, String detail) {
        violations.add(new Violation(code, Pointers.of(parameter), detail));
    }

    private Translation value(String parameter, String field, Consumer<Given> put) {
        return clearable(parameter, field, given -> {
            if (given.value().isNull()) {
                return;
            }
            if (given.isEmpty()) {
                throw new IllegalArgumentException(
                        "Expected a value, but got an empty one, which is for what can be unset");
            }
            put.accept(given);
        });
    }

    private Translation clearable(String parameter, String field, Consumer<Given> put) {
        names.put(field, parameter);
        parameters
                .take(parameter)
                .ifPresent(given -> read(parameter, () -> {
                    put.accept(given);
                    return given;
                }));
        return this;
    }

    private <T> Optional<T> read(String parameter, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalArgumentException refused) {
            refuse(RejectionCode.INVALID_FIELD, parameter, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private void refuseLeft(String parameter) {
        var inside = names.parameterIn(parameter)
                .orElseThrow(() -> new UnknownParameterException(
                        parameter, "Expected a parameter of this call, but got " + Quoted.of(parameter)));
        refuse(RejectionCode.INVALID_FIELD, parameter, "Expected what is in it, such as %s".formatted(inside));
    }

    /**
     * The call that all of it makes.
     *
     * @throws UnknownParameterException where the caller sent something that the call has not
     * @throws InvalidMessageException where a value, or what they make together, does not keep the contract
     */
    DialectCall to(Class<? extends Operation> type) {
        parameters.left().stream().findFirst().ifPresent(this::refuseLeft);
        if (account.isEmpty() || !violations.isEmpty()) {
            throw new InvalidMessageException(violations);
        }
        try {
            var operation = json.readOperation(fields, type);
            var request = new Request(
                    account.get(),
                    Optional.of(AccountKind.PARTICIPANT),
                    key.orElseGet(IdempotencyKeys::made),
                    operation);
            return new DialectCall(http, request, expansions, names);
        } catch (InvalidMessageException invalid) {
            throw names.inDialect(invalid);
        }
    }
}
