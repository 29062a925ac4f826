package dev.godwit.service;

import dev.godwit.pipeline.TableProgress;

/**
 * A table of a job.
 *
 * @param database id of its database
 * @param source name of its database on the source
 * @param progress how far it is
 */
public record TableRow(String database, String source, TableProgress progress) {}
