package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.spi.Check;
import java.util.List;

/** Whether a pg_dump is installed that can read the source. */
final class ClientToolsCheck implements Check {

    private final Sessions source;

    ClientToolsCheck(Sessions source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "pg_dump";
    }

    @Override
    public List<Finding> run() {
        ClientTools.find(source.version());
        return List.of();
    }
}
