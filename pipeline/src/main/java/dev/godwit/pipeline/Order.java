package dev.godwit.pipeline;

import dev.godwit.core.Plan;
import java.nio.file.Path;

/**
 * A migration to run.
 *
 * @param plan what the operator asked for
 * @param work existing private folder for what does not fit into memory
 * @param begun whether an earlier run may have left something on the target, which only the target knows
 */
public record Order(Plan plan, Endpoint source, Endpoint target, Path work, boolean begun) {

    /** The way back. */
    public Order turned() {
        return new Order(plan.turned(), /* source= */ target, /* target= */ source, work, begun);
    }
}
