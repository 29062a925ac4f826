package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import dev.godwit.core.spi.Structure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refuses a promotion while something that the source defines is missing on the target, or is another there. */
final class DefinitionGate {

    private static final int SHOWN = 5;
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

    private final Session session;
    private final Catalog catalog;
    private final Structure structure;
    private final Outcomes outcomes;

    DefinitionGate(Session session, Catalog catalog, Structure structure, Outcomes outcomes) {
        this.session = session;
        this.catalog = catalog;
        this.structure = structure;
        this.outcomes = outcomes;
    }

    /**
     * Why nobody may switch; empty when nothing speaks against it. What does not forbid it goes into the report. To be asked
     * before anybody has to wait.
     *
     * @throws Failure {@code CATALOG_CHANGED} when the source is about to tell the stream of a change
     */
    Optional<Failure> against(Stream stream) {
        List<Finding> found = structure.compareNow();
        if (!amiss(found).isEmpty()) {
            // What the source has changed this very moment is on its way to the target.
            stream.await(session.source().changes().mark(), ON_ITS_WAY);
            CatalogWatch.check(catalog, session.source().catalog());
            found = structure.compareNow();
        }
        return against(found);
    }

    /** As {@link #against(Stream)}, where nothing is followed. */
    Optional<Failure> againstAtRest() {
        return against(structure.compareNow());
    }

    private Optional<Failure> against(List<Finding> found) {
        outcomes.add(found.stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .toList());
        List<Finding> amiss = amiss(found);
        return amiss.isEmpty() ? Optional.empty() : Optional.of(failure(amiss));
    }

    static List<Finding> amiss(List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.severity() == Severity.FAILED)
                .toList();
    }

    /** For the report of a run that ended with it. */
    static Finding finding(Failure unlike) {
        return new Finding(unlike.code(), Severity.WARNING, Side.TARGET, Scope.DATABASE, unlike.found(), unlike.next());
    }

    private static Failure failure(List<Finding> amiss) {
        String named = amiss.stream().limit(SHOWN).map(Finding::found).collect(Collectors.joining("; "));
        String more = amiss.size() > SHOWN ? "; and %d more".formatted(amiss.size() - SHOWN) : "";
        return Failure.of(CoreFailure.DEFINITIONS_MISSING)
                .found("%s%s", named, more)
                .build();
    }
}
