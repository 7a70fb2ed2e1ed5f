package dev.sluice.gateway.stripe;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The decoder of percent encoding in forms and queries. The standard decoder puts another character for bytes that are no
 * text.
 */
final class PercentEncoding {

    private static final int HEXADECIMAL = 16;

    private PercentEncoding() {}

    /**
     * The text.
     *
     * @throws InvalidMessageException where a percent sign has no two digits behind it, or the bytes are not UTF-8
     */
    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded.replace('+', ' ');
        }
        var bytes = new ByteArrayOutputStream(encoded.length());
        var at = 0;
        while (at < encoded.length()) {
            if (encoded.charAt(at) == '%') {
                bytes.write(byteAt(encoded, at));
                at += 3;
            } else {
                var next = encoded.indexOf('%', at);
                var end = next < 0 ? encoded.length() : next;
                bytes.writeBytes(encoded.substring(at, end).replace('+', ' ').getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return utf8(bytes.toByteArray());
    }

    /**
     * The text of these bytes, which must be UTF-8 to the letter.
     *
     * @throws InvalidMessageException where they are not
     */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw malformed("Expected UTF-8, but the bytes are not");
        }
    }

    private static int byteAt(String encoded, int at) {
        if (at + 2 < encoded.length()) {
            var high = Character.digit(encoded.charAt(at + 1), HEXADECIMAL);
            var low = Character.digit(encoded.charAt(at + 2), HEXADECIMAL);
            if (high >= 0 && low >= 0) {
                return high * HEXADECIMAL + low;
            }
        }
        throw malformed("Expected two hexadecimal digits behind each %, but there is a % without");
    }

    private static InvalidMessageException malformed(String detail) {
        return new InvalidMessageException(RejectionCode.MALFORMED_REQUEST, "#", detail);
    }
}
