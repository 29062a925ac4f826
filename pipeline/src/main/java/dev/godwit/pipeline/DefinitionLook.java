package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;
import java.util.List;

/** Compares definitions: what differs counts only once the target has passed what the source had changed by then. */
final class DefinitionLook {

    private final SourceDatabase source;
    private final TargetDatabase target;
    private final Passing passing;
    private final VerifyControl control;

    DefinitionLook(SourceDatabase source, TargetDatabase target, Passing passing, VerifyControl control) {
        this.source = source;
        this.target = target;
        this.passing = passing;
        this.control = control;
    }

    /** What differs now, weighed as in {@link Verification#definitions}. */
    List<Finding> look() {
        List<Finding> found = compare();
        if (DefinitionGate.amiss(found).isEmpty() || !passing.follows()) {
            return found;
        }
        try {
            passing.pass(control);
        } catch (Failure e) {
            if (e.code() == CoreFailure.INTERRUPTED && control.stopRequested()) {
                return found;
            }
            throw e;
        }
        return compare();
    }

    private List<Finding> compare() {
        return target.structure(source).compareNow();
    }
}
