package dev.sluice.schema.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UuidsTest {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    private static final UUID URL = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    @Test
    void computes_the_examples_of_rfc_9562_and_of_others() {
        assertThat(Uuids.version5(DNS, "www.example.com")).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
        assertThat(Uuids.version5(DNS, "python.org")).hasToString("886313e1-3b8a-5372-9b90-0c9aee199e5d");
        assertThat(Uuids.version5(URL, "")).hasToString("1b4db7eb-4057-5ddf-91e0-36dec72071f5");
        assertThat(Uuids.version5(DNS, "Zoë 🙂")).hasToString("2293c807-72e2-502e-82c4-6645445f7656");
    }

    /** These are the keys of accounts: another value here is another account for everybody. */
    @Test
    void the_name_spaces_never_change() {
        assertThat(Uuids.PARTICIPANTS).isEqualTo(Uuids.version5(DNS, "participants.sluice.dev"));
        assertThat(Uuids.PARTICIPANTS).hasToString("62cb436e-eb22-5ace-987b-1c418eefaf93");
        assertThat(Uuids.GROUPS).hasToString("564f7487-b1a3-517c-9e3e-2a5797b35db2");
        assertThat(Uuids.PROGRAMS).hasToString("dda417bb-4baa-52e0-a12a-db811e1f791c");
        assertThat(Uuids.ASSETS).hasToString("25c27860-2144-5b91-b7b0-fefb09677f75");
    }

    @Test
    void derives_ids_that_never_change() {
        assertThat(AccountId.ofParticipant("ann")).hasToString("4070b461-19fe-5fe0-a3ce-8a353418b659");
        assertThat(AccountId.ofGroup(new IdempotencyKey("make-family")))
                .hasToString("efc83957-7230-54e7-a130-3348f8324aaa");
        assertThat(ProgramId.madeWith(new IdempotencyKey("make-coffee-club")))
                .hasToString("5b5cf6a2-a2d1-5fd3-8d56-32de5566a029");
        assertThat(AssetId.ofSymbol("PTS")).hasToString("f45507bb-37a7-5403-8dca-70ff25a9c3a9");
    }

    @Test
    void tells_participants_apart_by_case_and_symbols_not() {
        assertThat(AccountId.ofParticipant("ann")).isNotEqualTo(AccountId.ofParticipant("Ann"));
        assertThat(AssetId.ofSymbol("PTS")).isEqualTo(AssetId.ofSymbol("pts"));
        assertThat(AssetId.ofSymbol("ID")).isEqualTo(AssetId.ofSymbol("id"));
    }

    @Test
    void one_name_in_two_name_spaces_has_two_ids() {
        var key = new IdempotencyKey("x");

        assertThat(Stream.of(
                                AccountId.ofParticipant("x"),
                                AccountId.ofGroup(key),
                                ProgramId.madeWith(key).account(),
                                AssetId.ofSymbol("x").account())
                        .distinct())
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8, 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "6BA7B810-9DAD-11D1-80B4-00C04FD430C8, 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "00000000-0000-0000-0000-000000000000, 00000000-0000-0000-0000-000000000000",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF, ffffffff-ffff-ffff-ffff-ffffffffffff"
    })
    void reads_36_characters_and_writes_lower_case(String text, String canonical) {
        assertThat(AccountId.parse(text)).hasToString(canonical);
        assertThat(new String(AccountId.parse(text).toKey(), UTF_8)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "1-1-1-1-1",
                "6ba7b8109dad11d180b400c04fd430c8",
                "6ba7b810-9dad-11d1-80b4-00c04fd430c",
                "6ba7b810-9dad-11d1-80b4-00c04fd430c80",
                "6ba7b8109-dad-11d1-80b4-00c04fd430c8",
                "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}",
                " 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                "6ba7b810-9dad-11d1-80b4-00c04fd430cg",
                "-ba7b810-9dad-11d1-80b4-00c04fd430c8",
                "+ba7b810-9dad-11d1-80b4-00c04fd430c8",
                "6ba7b810_9dad_11d1_80b4_00c04fd430c8",
                "٦ba7b810-9dad-11d1-80b4-00c04fd430c8",
                "------------------------------------"
            })
    void refuses_any_other_text_and_says_what_it_wants(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountId.parse(text))
                .withMessageStartingWith("Expected a UUID of 36 characters, but got \"");
    }

    @Test
    void orders_ids_as_their_bytes_and_their_texts() {
        var ids = Stream.of(
                        "00000000-0000-0000-0000-000000000000", "7fffffff-ffff-ffff-ffff-ffffffffffff",
                        "80000000-0000-0000-0000-000000000000", "80000000-0000-0000-7fff-ffffffffffff",
                        "80000000-0000-0000-8000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff")
                .map(LotId::parse)
                .toList();

        assertThat(ids).isSorted();
        assertThat(ids).isSortedAccordingTo(Comparator.comparing(LotId::toString));
    }
}
