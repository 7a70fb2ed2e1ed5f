package dev.sluice.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    private final JsonMapper mapper = LedgerMapper.create();

    @ParameterizedTest
    @CsvSource({
        // The 29th of February, where there is one.
        "2028-02-29T00:00:00Z,               2028-02-29T00:00:00Z",
        "2028-02-28T23:59:59.999Z,           2028-02-28T23:59:59.999Z",
        "2000-02-29T12:00:00Z,               2000-02-29T12:00:00Z",
        "2028-03-01T01:30:00+02:00,          2028-02-29T23:30:00Z",
        "2100-03-01T00:30:00+01:00,          2100-02-28T23:30:00Z",
        // What is finer than milliseconds is cut off, and never rounded.
        "2026-01-31T12:00:00.000999999Z,     2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.9999Z,          2026-01-31T12:00:00.999Z",
        "2026-01-31T12:00:00.1Z,             2026-01-31T12:00:00.100Z",
        "1969-12-31T23:59:59.999999999Z,     1969-12-31T23:59:59.999Z",
        // The first and the last instant there are.
        "0000-01-01T00:00:00Z,               0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z,           9999-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59.999999999Z,     9999-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59.999+18:00,      9999-12-31T05:59:59.999Z",
        "0000-01-01T00:00:00-18:00,          0000-01-01T18:00:00Z",
    })
    void takes_a_time_and_writes_it_in_utc(String text, String written) throws JsonProcessingException {
        var read = mapper.readValue("\"" + text + "\"", Instant.class);

        assertThat(read).isEqualTo(Instant.parse(written));
        assertThat(mapper.writeValueAsString(read)).isEqualTo("\"" + written + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Days that there are not.
                "2100-02-29T00:00:00Z",
                "2027-02-29T00:00:00Z",
                "2028-02-30T00:00:00Z",
                "2026-04-31T00:00:00Z",
                // A millisecond before the first instant and after the last, in UTC.
                "0000-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59.999-00:01",
                "+10000-01-01T00:00:00Z",
                "10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59.999Z",
                // Times of day that RFC 3339 has only for leap seconds, or not at all.
                "2016-12-31T23:59:60Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:60:00Z",
                // Finer than nanoseconds, no fraction, no zone, a zone by name, an offset that is none.
                "2026-01-31T12:00:00.0000000001Z",
                "2026-01-31T12:00:00.Z",
                "2026-01-31T12:00:00",
                "2026-01-31T12:00:00+01:00[Europe/Berlin]",
                "2026-01-31T12:00:00+18:01",
                "2026-01-31"
            })
    void refuses_what_is_no_time_of_rfc_3339(String text) {
        var refused = catchThrowable(() -> mapper.readValue("\"" + text + "\"", Instant.class));

        assertThat(refused).isInstanceOf(JsonMappingException.class);
    }
}
