package dev.sluice.schema.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages of a newer version, which may stand beside this one or take over from it: a field that is not known yet is
 * passed over, wherever it stands. What callers send is read to the letter.
 */
class NewerMessagesTest {

    private static final String NEW_FIELD = "a_field_of_tomorrow";
    private static final List<String> NEW_VALUES =
            List.of("null", "true", "1.50", "\"x\"", "[[{}]]", "{\"type\":\"x\"}");

    /** What callers name their fields as they like, and an object whose only name tells a type: no version adds a field there. */
    private static final Set<String> NO_RECORDS = Set.of("metadata", "attributes", "result");

    private final Map<String, MessageJson<?>> families = Map.of(
            "reply", MessageJson.ofReplies(LedgerMapper.create()),
            "journal", MessageJson.ofJournal(LedgerMapper.create()),
            "exchange", MessageJson.ofExchange(LedgerMapper.create()),
            "catalog", MessageJson.ofCatalog(LedgerMapper.create()));
    private final RequestJson requests = new RequestJson(LedgerMapper.create());

    @ParameterizedTest
    @MethodSource("written")
    void passes_over_a_field_that_it_does_not_know_yet_at_every_level_of_what_the_ledger_wrote(Golden golden) {
        var json = families.get(golden.family());
        var known = json.read(golden.bytes());

        for (var place : places(golden.json())) {
            for (var newer : newer(golden, place)) {
                assertThat(json.read(newer.getBytes(StandardCharsets.UTF_8)))
                        .as("%s with a new field at %s: %s", golden, place, newer)
                        .isEqualTo(known);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sent")
    void refuses_a_field_that_it_does_not_know_at_every_level_of_what_a_caller_sent(Golden golden) {
        for (var place : places(golden.json())) {
            for (var newer : newer(golden, place)) {
                var refusal = catchThrowableOfType(
                        InvalidMessageException.class, () -> requests.read(newer.getBytes(StandardCharsets.UTF_8)));
                assertThat(refusal.toRejection().code()).as(newer).isEqualTo(RejectionCode.INVALID_FIELD);
                assertThat(refusal.toRejection().errors())
                        .extracting(error -> error.pointer())
                        .containsExactly("#" + place + "/" + NEW_FIELD);
            }
        }
    }

    /** The message with one more field in the object at this place, before all others and behind them. */
    private static List<String> newer(Golden golden, String place) {
        var messages = new ArrayList<String>();
        for (var value : NEW_VALUES) {
            messages.add(with(golden.json(), place, value, true).toString());
            messages.add(with(golden.json(), place, value, false).toString());
        }
        return messages;
    }

    private static ObjectNode with(ObjectNode message, String place, String value, boolean first) {
        var object = (ObjectNode) message.at(place);
        var fields = object.deepCopy();
        object.removeAll();
        if (first) {
            object.putRawValue(NEW_FIELD, new RawValue(value));
        }
        object.setAll(fields);
        if (!first) {
            object.putRawValue(NEW_FIELD, new RawValue(value));
        }
        return message;
    }

    /** Where records stand in a message, the message itself included. */
    private static List<String> places(ObjectNode message) {
        var places = new ArrayList<String>();
        addPlaces("", message, places);
        return places;
    }

    private static void addPlaces(String place, JsonNode node, List<String> places) {
        var name = place.substring(place.lastIndexOf('/') + 1);
        if (node.isObject() && !NO_RECORDS.contains(name)) {
            places.add(place);
        }
        if (node.isObject() && !name.equals("attributes")) {
            node.properties().forEach(field -> addPlaces(place + "/" + field.getKey(), field.getValue(), places));
        }
        for (var index = 0; node.isArray() && index < node.size(); index++) {
            addPlaces(place + "/" + index, node.get(index), places);
        }
    }

    private static Stream<Golden> written() {
        return Stream.of("reply", "journal", "exchange", "catalog").flatMap(family -> Golden.all(family).stream());
    }

    private static Stream<Golden> sent() {
        return Golden.all("request").stream();
    }
}
