package dev.godwit.core.spi;

import dev.godwit.core.Finding;
import java.util.List;

/** One question of validation. Checks know nothing of each other and run in parallel. */
public interface Check {

    /** What is checked, in a few words for people. */
    String name();

    /**
     * Looks, changes nothing, and answers with what it found; empty when all is well.
     *
     * @throws dev.godwit.core.Failure when it could not look; reported as a finding of its own
     */
    List<Finding> run();
}
