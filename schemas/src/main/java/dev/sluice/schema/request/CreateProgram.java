package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import java.util.Optional;

/**
 * Makes the program whose id is the request's account id.
 *
 * @param name 1 to 255 characters
 * @param description at most 1,000 characters
 */
@OperationName("create_program")
public record CreateProgram(String name, Optional<String> description) implements CatalogCommand {

    public static final int NAME_LENGTH_MAX = 255;
    public static final int DESCRIPTION_LENGTH_MAX = 1_000;

    public CreateProgram {
        new FieldChecks()
                .text("name", name, 1, NAME_LENGTH_MAX)
                .text("description", description, 0, DESCRIPTION_LENGTH_MAX)
                .done();
    }
}
