package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Program;
import java.util.List;

/** One page of a list of programs. */
public record ProgramPage(List<Program> data, Pagination pagination) implements Result {

    public ProgramPage {
        data = List.copyOf(data);
    }
}
