package dev.sluice.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Texts that can be written again as they were read. A JSON parser is lenient here: it guesses UTF-16, takes bytes that no
 * UTF-8 has, and escapes of half a character, which then can't be written to a topic or hashed.
 */
final class StrictText {

    /** What a lenient decoder puts for bytes that it can't read; it may also have been sent. */
    private static final char REPLACEMENT = '\uFFFD';

    private StrictText() {}

    /** The text of these bytes, which must be UTF-8 to the letter. */
    static String decode(byte[] utf8) throws CharacterCodingException {
        var text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        // A new decoder reports what it can't read, where String's constructor would replace it.
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    /** Whether half a character, which only an escape such as {@code \ud83d} can bring in, is in any name or value. */
    static boolean hasHalfCharacter(JsonNode tree) {
        if (tree.isTextual()) {
            return hasHalfCharacter(tree.textValue());
        }
        return tree.propertyStream().map(Map.Entry::getKey).anyMatch(StrictText::hasHalfCharacter)
                || tree.valueStream().anyMatch(StrictText::hasHalfCharacter);
    }

    private static boolean hasHalfCharacter(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
