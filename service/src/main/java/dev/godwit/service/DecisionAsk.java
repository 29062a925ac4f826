package dev.godwit.service;

import dev.godwit.core.TableName;
import dev.godwit.pipeline.Decision;

/**
 * What a person decides about a table that waits since its definition changed.
 *
 * @param database its name on the source, or its id
 */
public record DecisionAsk(String database, TableName table, Decision decision) {}
