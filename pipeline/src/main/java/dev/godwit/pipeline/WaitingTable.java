package dev.godwit.pipeline;

import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress.Waiting;

/**
 * A table whose changes are set aside since its definition changed.
 *
 * @param reason in words for people
 * @param choice what becomes of it
 * @param appliable whether {@link Decision.Kind#APPLY} is possible: the source keeps its changes from the first on
 */
public record WaitingTable(TableName table, String reason, Waiting.Choice choice, boolean appliable) {}
