package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.store.ValueReader;
import dev.sluice.ledger.store.ValueWriter;
import dev.sluice.schema.exchange.RequestOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The origins of the attempts of one request, as rows have them. */
final class AttemptsCodec {

    private AttemptsCodec() {}

    static void write(ValueWriter writer, List<RequestOrigin> attempts) {
        writer.count(attempts.size());
        attempts.forEach(attempt -> write(writer, attempt));
    }

    static void write(ValueWriter writer, RequestOrigin origin) {
        writer.flag(origin.replyPartition().isPresent());
        origin.replyPartition().ifPresent(writer::number);
        writer.text(origin.requestId()).text(origin.principal()).text(origin.traceparent());
    }

    static List<RequestOrigin> read(ValueReader reader) {
        var size = reader.count();
        var attempts = new ArrayList<RequestOrigin>(size);
        for (var i = 0; i < size; i++) {
            attempts.add(readOne(reader));
        }
        return attempts;
    }

    static RequestOrigin readOne(ValueReader reader) {
        var replyPartition = reader.flag() ? Optional.of(Math.toIntExact(reader.number())) : Optional.<Integer>empty();
        return new RequestOrigin(replyPartition, reader.optionalText(), reader.optionalText(), reader.optionalText());
    }
}
