package dev.godwit.pipeline;

import dev.godwit.core.Plan;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;

/**
 * A migration with its sides exchanged, by which a database that was left follows the one that is used now.
 *
 * @param plan {@link Plan#turned}
 * @param source the target of the way forth
 * @param target the source of the way forth
 */
public record WayBack(Plan plan, SourceDatabase source, TargetDatabase target) {}
