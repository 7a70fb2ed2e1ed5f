package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.ProgramStatus;
import java.util.Optional;

/** Changes what is given of a program and leaves the rest. */
@OperationName("update_program")
public record UpdateProgram(Optional<String> name, Optional<String> description, Optional<ProgramStatus> status)
        implements CatalogCommand {

    public UpdateProgram {
        new FieldChecks()
                .text("name", name, 1, CreateProgram.NAME_LENGTH_MAX)
                .text("description", description, 0, CreateProgram.DESCRIPTION_LENGTH_MAX)
                .done();
    }
}
