package dev.sluice.verify.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The name of a request: its key, in the scope of its account. */
record Name(UUID account, String key) {

    /** 64 bits of SHA-256: of ten million names, two are alike with a probability of three in a million. */
    long hash() {
        return hash((account + " " + key).getBytes(StandardCharsets.UTF_8));
    }

    static long hash(byte[] bytes) {
        try {
            var hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
            // Zero stands for nothing.
            return hash == 0 ? 1 : hash;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform must have SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "key %s of %s".formatted(key, account);
    }
}
