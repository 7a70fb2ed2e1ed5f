package dev.sluice.schema.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The text form and the computation of the contract's ids; the same three functions in any language give the same keys. */
final class Uuids {

    /** Name spaces of the name-based ids: themselves version 5 UUIDs of these names in the DNS name space of RFC 9562. */
    static final UUID PARTICIPANTS = inDns("participants.sluice.dev");

    static final UUID GROUPS = inDns("groups.sluice.dev");
    static final UUID PROGRAMS = inDns("programs.sluice.dev");
    static final UUID ASSETS = inDns("assets.sluice.dev");

    private static final int TEXT_LENGTH = 36;

    private Uuids() {}

    private static UUID inDns(String name) {
        return version5(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), name);
    }

    /** Stricter than {@link UUID#fromString}, which takes shortened groups: one id has one text, because the text is a Kafka key. */
    static UUID parse(String text) {
        if (text.length() == TEXT_LENGTH) {
            try {
                var uuid = UUID.fromString(text);
                if (uuid.toString().equalsIgnoreCase(text)) {
                    return uuid;
                }
            } catch (IllegalArgumentException notOne) {
                throw notUuid(text, notOne);
            }
        }
        throw notUuid(text, null);
    }

    private static IllegalArgumentException notUuid(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException("Expected a UUID of 36 characters, but got " + Quoted.of(text), cause);
    }

    /** RFC 9562 section 5.5: SHA-1 of the name space's 16 bytes and the name in UTF-8. */
    static UUID version5(UUID nameSpace, String name) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(nameSpace.getMostSignificantBits())
                    .putLong(nameSpace.getLeastSignificantBits())
                    .array());
            var hash = ByteBuffer.wrap(Arrays.copyOf(sha1.digest(name.getBytes(StandardCharsets.UTF_8)), 16));
            var most = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
            var least = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
            return new UUID(most, least);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-1", e);
        }
    }

    /** The order of the bytes, which is the order in which the stores keep them; {@link UUID#compareTo} is signed. */
    static int compareUnsigned(UUID left, UUID right) {
        var most = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return most != 0 ? most : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }
}
