package dev.sluice.cli.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.torture.load.Outcomes.Told;
import dev.sluice.verify.log.LedgerTopic;
import dev.sluice.verify.log.LogRecord;
import dev.sluice.verify.log.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The proof that the torture can fail: what callers were told, against journals that are not what they must be. */
class JournalKeysTest {

    private static final Told ACCEPTED = new Told(true, false, "");
    private static final Told REFUSED = new Told(false, false, "");

    private final JournalKeys keys = new JournalKeys();

    @Test
    void has_nothing_to_say_of_a_journal_with_each_accepted_request_once() {
        booked("HOLD", "entry-1", "a");

        assertThat(violations(Map.of("a", ACCEPTED, "b", REFUSED))).isEmpty();
    }

    @Test
    void takes_the_steps_of_one_request_for_one() {
        booked("TRANSFER_SET_ASIDE", "entry-1", "a");
        booked("TRANSFER", "entry-1", "a");

        assertThat(violations(Map.of("a", ACCEPTED))).isEmpty();
    }

    @Test
    void finds_an_accepted_request_that_was_never_booked() {
        assertThat(violations(Map.of("a", ACCEPTED))).singleElement().asString().contains("not there");
    }

    @Test
    void finds_an_accepted_request_that_was_booked_twice() {
        booked("HOLD", "entry-1", "a");
        booked("HOLD", "entry-2", "a");

        assertThat(violations(Map.of("a", ACCEPTED))).singleElement().asString().contains("once");
    }

    @Test
    void finds_a_refused_request_that_was_booked() {
        booked("HOLD", "entry-1", "a");

        assertThat(violations(Map.of("a", REFUSED))).singleElement().asString().contains("refused");
    }

    @Test
    void takes_a_refused_transfer_that_gave_back_what_it_had_set_aside() {
        booked("TRANSFER_SET_ASIDE", "entry-1", "a");
        booked("TRANSFER_RESTORED", "entry-1", "a");

        assertThat(violations(Map.of("a", REFUSED))).isEmpty();
    }

    @Test
    void finds_an_entry_of_a_key_that_nobody_used() {
        booked("HOLD", "entry-1", "a");

        assertThat(violations(Map.of())).singleElement().asString().contains("entry of a");
    }

    private void booked(String type, String id, String key) {
        var value = """
            {"entry":{"id":"%s","type":"%s","idempotency_key":"%s"}}\
            """.formatted(id, type, key);
        keys.read(new LogRecord(
                new Place(LedgerTopic.JOURNAL, 0, 0), 0, null, value.getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    private List<String> violations(Map<String, Told> told) {
        var violations = new ArrayList<String>();
        keys.compare(told, violations::add);
        return violations;
    }
}
