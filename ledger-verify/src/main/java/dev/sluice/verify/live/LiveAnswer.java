package dev.sluice.verify.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * An answer of the running ledger.
 *
 * @param position the newest entry that it knows of, as {@code partition:sequence}; absent where the ledger does not say
 */
record LiveAnswer(JsonNode body, Optional<String> position) {}
