package dev.sluice.ledger.topology.output;

import java.nio.charset.StandardCharsets;

/** Texts as the bytes of headers. */
final class Text {

    static final byte[] FALSE = bytes("false");
    static final byte[] TRUE = bytes("true");

    private Text() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
