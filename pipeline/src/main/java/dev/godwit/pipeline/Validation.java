package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.FailureKind;
import dev.godwit.core.Finding;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import dev.godwit.core.spi.Check;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks both sides whether a migration can work, everything at once, and changes nothing. */
final class Validation {

    private static final int CHECKS_AT_ONCE = 8;

    private final Session session;
    private final SourceDatabase source;
    private final TargetDatabase target;

    Validation(Session session) {
        this.session = session;
        this.source = session.source();
        this.target = session.target();
    }

    /** All findings, those that forbid the start first. */
    List<Finding> run() {
        var findings = new ArrayList<Finding>();
        boolean sourceAnswers = answers(source::server, Side.SOURCE, findings);
        boolean targetAnswers = answers(target::server, Side.TARGET, findings);
        var checks = new ArrayList<Sided>();
        if (sourceAnswers) {
            source.checks().forEach(check -> checks.add(new Sided(check, Side.SOURCE)));
        }
        if (sourceAnswers && targetAnswers) {
            target.checks(source).forEach(check -> checks.add(new Sided(check, Side.TARGET)));
        }
        if (session.control().keepsWayBack()) {
            addWayBack(sourceAnswers, targetAnswers, checks);
            otherNames().ifPresent(findings::add);
        }
        Parallel.map(checks, CHECKS_AT_ONCE, Sided::run).forEach(findings::addAll);
        findings.sort(Comparator.comparing(Finding::severity)
                .thenComparing(Finding::side)
                .thenComparing(finding -> finding.code().id())
                .thenComparing(Finding::found));
        return findings;
    }

    /** The sides are those of the way forth. */
    private void addWayBack(boolean sourceAnswers, boolean targetAnswers, List<Sided> checks) {
        if (targetAnswers) {
            session.back().source().followingChecks().forEach(check -> checks.add(new Sided(check, Side.TARGET)));
        }
        if (sourceAnswers && targetAnswers) {
            var back = session.back();
            back.target().returnChecks(back.source()).forEach(check -> checks.add(new Sided(check, Side.SOURCE)));
        }
    }

    private Optional<Finding> otherNames() {
        try {
            Arming.refuseOtherNames(session.plan());
            return Optional.empty();
        } catch (Failure e) {
            return Optional.of(finding(e, Side.TARGET));
        }
    }

    /** Sides that refuse to let Godwit in, for a run that is not validated; what may clear by itself is left to be tried again. */
    List<Finding> refusals() {
        var findings = new ArrayList<Finding>();
        answers(source::server, Side.SOURCE, findings);
        answers(target::server, Side.TARGET, findings);
        findings.removeIf(finding -> finding.code().kind() != FailureKind.FIX_BY_USER);
        return findings;
    }

    private static boolean answers(Runnable question, Side side, List<Finding> findings) {
        try {
            question.run();
            return true;
        } catch (Failure e) {
            findings.add(finding(e, side));
            return false;
        }
    }

    private static Finding finding(Failure e, Side side) {
        return new Finding(e.code(), Severity.FAILED, side, Scope.INSTANCE, e.found(), e.next());
    }

    private record Sided(Check check, Side side) {

        List<Finding> run() {
            try {
                return check.run();
            } catch (Failure e) {
                return List.of(finding(e, side));
            }
        }
    }
}
