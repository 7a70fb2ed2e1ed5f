package dev.sluice.schema.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A maker of requests that differ by chance from one that is in order, in a field or in the text; some of them mean the same. */
final class Mutations {

    private static final List<String> NAMES = List.of(
            "type",
            "version",
            "account_id",
            "account_kind",
            "idempotency_key",
            "program_id",
            "asset_id",
            "description",
            "amount",
            "bucket",
            "allow_negative",
            "lot_ids",
            "earned_at",
            "earned_from",
            "earned_to",
            "expires_at",
            "matures_at",
            "reference_id",
            "source_charge",
            "source_transaction",
            "hold_id",
            "metadata",
            "entry",
            "Amount",
            "amount ",
            "");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "1.0",
            "1e0",
            "01",
            "2",
            "4294967297",
            "[]",
            "{}",
            "[null]",
            "[\"\"]",
            "[\"a\",\"a\"]",
            "[5]",
            "[[\"a\"]]",
            "{\"k\":\"v\"}",
            "{\"b\":\"1\",\"a\":\"2\"}",
            "{\"k\":null}",
            "{\"k\":5}",
            "{\"k\":{}}",
            "{\"k\":\"v\",\"k\":\"v\"}",
            "{\"\":\"v\"}",
            "{\"k\":\"\"}",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"é🙂\"",
            "\"\\u0041\"",
            "\"\\ud83d\"",
            "\"\\/\\n\\\"\"",
            "\"1\"",
            "\"007.50\"",
            "\"-1\"",
            "\"0\"",
            "\"1e3\"",
            "\" 1\"",
            "\"99999999999999999999.90\"",
            "\"hold\"",
            "\"release\"",
            "\"credit\"",
            "\"debit\"",
            "\"capture\"",
            "\"forfeit\"",
            "\"HOLD\"",
            "\"AVAILABLE\"",
            "\"HELD\"",
            "\"DEFERRED\"",
            "\" HELD\"",
            "\"held\"",
            "\"GROUP\"",
            "\"PARTICIPANT\"",
            "\"ROBOT\"",
            "\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\"",
            "\"6BA7B810-9DAD-11D1-80B4-00C04FD430C8\"",
            "\"1-1-1-1-1\"",
            "\"2026-01-31T12:00:00Z\"",
            "\"2026-01-31T12:00:00.123456789+02:00\"",
            "\"2026-02-30T00:00:00Z\"",
            "\"2016-12-31T23:59:60Z\"",
            "\"0000-01-01T00:00:00+18:00\"",
            "{\"type\":\"REFUND\",\"id\":\"r\",\"charge\":\"c\"}");

    private final Random chance;

    Mutations(Random chance) {
        this.chance = chance;
    }

    private record Field(String name, String value) {

        @Override
        public String toString() {
            return '"' + name + "\":" + value;
        }
    }

    byte[] of(ObjectNode request) {
        var fields = request.propertyStream()
                .map(field -> new Field(field.getKey(), field.getValue().toString()))
                .collect(Collectors.toCollection(ArrayList::new));
        for (var left = chance.nextInt(3); left >= 0; left--) {
            mutate(fields);
        }
        var separator = oneOf(List.of(",", ",", " ,\n\t"));
        var text = fields.stream().map(Field::toString).collect(Collectors.joining(separator, "{", "}"));
        return chance.nextInt(4) == 0 ? mutated(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private void mutate(List<Field> fields) {
        var index = chance.nextInt(fields.size());
        var field = fields.get(index);
        switch (chance.nextInt(7)) {
            case 0 -> fields.remove(index);
            case 1 -> fields.add(chance.nextInt(fields.size()), field);
            case 2 -> fields.set(index, new Field(oneOf(NAMES), field.value()));
            case 3 -> fields.set(index, new Field(field.name(), oneOf(VALUES)));
            case 4 -> fields.add(new Field(oneOf(NAMES), oneOf(VALUES)));
            case 5 ->
                fields.set(
                        index,
                        new Field(
                                field.name(),
                                fields.get(chance.nextInt(fields.size())).value()));
            default -> Collections.shuffle(fields, chance);
        }
        if (fields.isEmpty()) {
            fields.add(field);
        }
    }

    private byte[] mutated(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var place = chance.nextInt(bytes.length);
        return switch (chance.nextInt(6)) {
            case 0 -> (text + oneOf(List.of(" ", "\n", "{}", "x", ",", "\0"))).getBytes(StandardCharsets.UTF_8);
            case 1 -> (oneOf(List.of(" ", "\uFEFF", "[", "//", "\0")) + text).getBytes(StandardCharsets.UTF_8);
            case 2 -> text.substring(0, chance.nextInt(text.length())).getBytes(StandardCharsets.UTF_8);
            case 3 -> text.getBytes(StandardCharsets.UTF_16BE);
            case 4 -> {
                bytes[place] = (byte) chance.nextInt(256);
                yield bytes;
            }
            default -> {
                var letter = text.charAt(chance.nextInt(text.length()));
                yield text.replaceFirst(Pattern.quote("" + letter), "\\\\u%04x".formatted((int) letter))
                        .getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    private <E> E oneOf(List<E> values) {
        return values.get(chance.nextInt(values.size()));
    }
}
