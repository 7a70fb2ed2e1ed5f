package dev.sluice.schema.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.value.Amount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The hash of an operation's meaning: the order of fields, white space, trailing zeros of amounts, and absent against null
 * make no difference; anything else does.
 */
public final class Fingerprint {

    /** Half of a SHA-256: two requests under one key would need 2^64 tries to agree by chance. */
    public static final int LENGTH_BYTES = 16;

    private final JsonMapper canonical;

    public Fingerprint() {
        this.canonical = LedgerMapper.create()
                .rebuild()
                .addModule(new SimpleModule("canonical").addSerializer(Amount.class, new NormalizedAmount()))
                .build();
    }

    public byte[] of(Operation operation) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(OperationTypes.nameOf(operation).getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
            return Arrays.copyOf(sha256.digest(canonical.writeValueAsBytes(operation)), LENGTH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request that was read can be written", e);
        }
    }

    private static final class NormalizedAmount extends StdScalarSerializer<Amount> {
        private static final long serialVersionUID = 1L;

        NormalizedAmount() {
            super(Amount.class);
        }

        @Override
        public void serialize(Amount value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.normalized().toString());
        }
    }
}
