package dev.godwit.pipeline;

import dev.godwit.core.TableName;

/**
 * A selected table on the source.
 *
 * @param name where it is on both sides
 * @param estimatedRows the source's statistics; an estimate
 * @param bytes on the source's disk, without indexes
 * @param keyed whether single rows can be addressed by a key
 * @param followed whether its changes are in the source's log
 */
public record TableInfo(TableName name, long estimatedRows, long bytes, boolean keyed, boolean followed) {}
