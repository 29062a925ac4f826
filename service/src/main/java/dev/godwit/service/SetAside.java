package dev.godwit.service;

import dev.godwit.core.spi.Progress.Waiting;
import dev.godwit.pipeline.Decision;
import dev.godwit.pipeline.WaitingTable;
import org.jspecify.annotations.Nullable;

/**
 * A table whose changes are set aside since its definition changed.
 *
 * @param decision what a person decided that is not done yet; null without
 */
public record SetAside(WaitingTable table, @Nullable Decision decision) {

    /** Whether somebody has to say what becomes of it. */
    boolean undecided() {
        return table.choice() == Waiting.Choice.OPEN && decision == null;
    }
}
