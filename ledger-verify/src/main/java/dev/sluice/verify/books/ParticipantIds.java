package dev.sluice.verify.books;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The ids of participants, which follow from their external ids: docs/topics.md. */
public final class ParticipantIds {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    private static final UUID SPACE = nameBased(DNS, "participants.sluice.dev");

    private ParticipantIds() {}

    public static UUID of(String externalId) {
        return nameBased(SPACE, externalId);
    }

    /** A UUID of version 5, as RFC 9562 has it. */
    private static UUID nameBased(UUID space, String name) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(space.getMostSignificantBits())
                    .putLong(space.getLeastSignificantBits())
                    .array());
            var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            return new UUID(
                    (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L,
                    (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform must have SHA-1", impossible);
        }
    }
}
