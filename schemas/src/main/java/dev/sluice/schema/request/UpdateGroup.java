package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import java.util.Optional;

/** Renames a group. */
@OperationName("update_group")
public record UpdateGroup(Optional<String> name) implements OwnerCommand {

    public UpdateGroup {
        new FieldChecks().text("name", name, 1, CreateGroup.NAME_LENGTH_MAX).done();
    }
}
