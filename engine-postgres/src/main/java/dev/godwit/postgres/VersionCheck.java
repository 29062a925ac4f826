package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Scope;
import dev.godwit.core.Side;
import dev.godwit.core.spi.Check;
import java.util.List;

/** Whether the two versions are ones that Godwit moves between. */
final class VersionCheck implements Check {

    private static final int OLDEST = 10;

    private final ServerVersion source;
    private final ServerVersion target;

    VersionCheck(ServerVersion source, ServerVersion target) {
        this.source = source;
        this.target = target;
    }

    /** Whether the source can be looked at at all. */
    static boolean knows(ServerVersion source) {
        return source.major() >= OLDEST;
    }

    @Override
    public String name() {
        return "versions";
    }

    @Override
    public List<Finding> run() {
        if (!knows(source)) {
            var findings = new Findings(Side.SOURCE, Scope.INSTANCE);
            findings.failed(PostgresFinding.SOURCE_TOO_OLD, "the source is PostgreSQL " + source.text());
            return findings.list();
        }
        var findings = new Findings(Side.TARGET, Scope.INSTANCE);
        if (target.major() < source.major()) {
            findings.failed(
                    PostgresFinding.TARGET_OLDER,
                    "the source is PostgreSQL %s, the target %s".formatted(source.text(), target.text()));
        }
        return findings.list();
    }
}
