package dev.godwit.postgres;

import dev.godwit.core.Finding;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Brings over at the switch what is in no log: sequences, large objects, rows of extensions. Applications wait, and each part
 * asks both servers for little: so all are done at once.
 */
final class Beside {

    private Beside() {}

    /** Answers with what all parts found. */
    static List<Finding> bring(List<Callable<List<Finding>>> parts) {
        return Parallel.run(parts, parts::size);
    }
}
