package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ledger.extremes.Letters;
import dev.sluice.ledger.extremes.Specimens;
import dev.sluice.schema.json.LedgerMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The round trip of every row, at the ends of what the contract allows, and from a row of a newer version too.
 * {@code -Dsluice.seed=7} gives a run again, {@code -Dsluice.seeds=1000} takes more.
 */
class RowExtremesTest {

    private static final int TRIES = Integer.getInteger("sluice.seeds", 50);

    /** Their keys say it all. */
    private static final EnumSet<LedgerRow> WITHOUT_A_VALUE = EnumSet.of(
            LedgerRow.DUE,
            LedgerRow.DUE_BALANCES,
            LedgerRow.FORGET,
            LedgerRow.MORE_HOLD_REFERENCES,
            LedgerRow.OPEN_PLAN_HOLDS,
            LedgerRow.RESERVE_LISTS);

    /** What is in them is the topology's, which has a format of its own. */
    private static final EnumSet<LedgerRow> OF_THE_TOPOLOGY = EnumSet.of(
            LedgerRow.PENDING_BROADCASTS,
            LedgerRow.PENDING_UNDERTAKINGS,
            LedgerRow.PENDING_PARTS,
            LedgerRow.POSTPONED_RECORDS);

    /** A number or an instant is all that is in them. */
    private static final EnumSet<LedgerRow> OF_ONE_FIELD = EnumSet.of(LedgerRow.LAYOUT, LedgerRow.EXPECTATIONS);

    /** Other rows are all that is in them, of any size that fits: see {@link AccountPagesTest}. */
    private static final EnumSet<LedgerRow> OF_ROWS = EnumSet.of(LedgerRow.PAGES);

    /** What is in them is as in the rows that older versions left of the same things. */
    private static final EnumSet<LedgerRow> AS_OLDER_ONES = EnumSet.of(LedgerRow.ENDED);

    private static List<RowCodec<?>> codecs() {
        return RowCodec.all();
    }

    private static Stream<Specimens> specimens() {
        var seed = Long.getLong("sluice.seed", new Random().nextLong());
        System.out.println("-Dsluice.seed=" + seed);
        return Stream.concat(
                Arrays.stream(Letters.values()).map(Specimens::largest),
                Stream.iterate(0, i -> i < TRIES, i -> i + 1).map(i -> Specimens.byChance(seed + i)));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    <T> void a_row_is_read_as_it_was_written(RowCodec<T> codec) {
        specimens().forEach(specimens -> {
            var written = codec.specimen().apply(specimens);

            var read = codec.decode().apply(written, codec.encode().apply(written));

            assertThat(read).isEqualTo(written);
            // Amounts are equal whatever their zeros, so the bytes are looked at too.
            assertThat(codec.encode().apply(read)).isEqualTo(codec.encode().apply(written));
        });
    }

    @ParameterizedTest
    @MethodSource("codecs")
    <T> void the_largest_row_fits(RowCodec<T> codec) {
        for (var letters : Letters.values()) {
            var value = codec.encode().apply(codec.specimen().apply(Specimens.largest(letters)));

            assertThat(value.length).as("%s of %s letters", codec, letters).isLessThan(RowBatch.VALUE_LENGTH_MAX);
        }
    }

    private static Stream<RowCodec<?>> codecsOfFields() {
        return codecs().stream().filter(codec -> !codec.isJson());
    }

    @ParameterizedTest
    @MethodSource("codecsOfFields")
    <T> void what_a_newer_version_added_at_the_end_is_passed_over(RowCodec<T> codec) {
        specimens().forEach(specimens -> {
            var written = codec.specimen().apply(specimens);
            var row = codec.encode().apply(written);
            for (var more : new int[] {1, 8, 1_000}) {
                for (var filling : new byte[] {0, 1, -1}) {
                    var longer = Arrays.copyOf(row, row.length + more);
                    Arrays.fill(longer, row.length, longer.length, filling);

                    assertThat(codec.decode().apply(written, longer)).isEqualTo(written);
                }
            }
        });
    }

    private static Stream<RowCodec<?>> codecsOfJson() {
        return codecs().stream().filter(RowCodec::isJson);
    }

    @ParameterizedTest
    @MethodSource("codecsOfJson")
    <T> void a_field_that_a_newer_version_added_is_passed_over_at_every_level(RowCodec<T> codec) throws IOException {
        var written = codec.specimen().apply(Specimens.largest(Letters.PLAIN).upTo(100));
        var row = codec.encode().apply(written);
        var json = new String(row, StandardCharsets.UTF_8).indexOf('{');

        for (var place : places(tree(row, json), "")) {
            var tree = tree(row, json);
            ((ObjectNode) tree.at(place))
                    .putObject("a_field_of_tomorrow")
                    .putArray("of")
                    .add(1);
            var newer = new ByteArrayOutputStream();
            newer.write(row, 0, json);
            newer.write(tree.toString().getBytes(StandardCharsets.UTF_8));

            assertThat(codec.decode().apply(written, newer.toByteArray()))
                    .as("a new field at %s", place)
                    .isEqualTo(written);
        }
    }

    private static ObjectNode tree(byte[] row, int start) throws IOException {
        return (ObjectNode)
                LedgerMapper.forWritten(LedgerMapper.create()).readTree(Arrays.copyOfRange(row, start, row.length));
    }

    /** Where records stand: neither what callers name as they like, nor what stands in it. */
    private static List<String> places(JsonNode node, String place) {
        if (place.endsWith("/metadata") || place.endsWith("/attributes")) {
            return List.of();
        }
        var places = new ArrayList<String>();
        if (node.isObject()) {
            places.add(place);
        }
        node.properties().forEach(field -> places.addAll(places(field.getValue(), place + "/" + field.getKey())));
        for (var index = 0; node.isArray() && index < node.size(); index++) {
            places.addAll(places(node.get(index), place + "/" + index));
        }
        return places;
    }

    @Test
    void every_row_that_has_a_value_is_among_them() {
        var rows = EnumSet.copyOf(
                codecs().stream().flatMap(codec -> codec.rows().stream()).toList());
        rows.addAll(WITHOUT_A_VALUE);
        rows.addAll(OF_THE_TOPOLOGY);
        rows.addAll(OF_ONE_FIELD);
        rows.addAll(OF_ROWS);
        rows.addAll(AS_OLDER_ONES);

        assertThat(rows).isEqualTo(EnumSet.allOf(LedgerRow.class));
    }
}
