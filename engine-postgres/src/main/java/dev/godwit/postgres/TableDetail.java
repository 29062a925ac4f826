package dev.godwit.postgres;

import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A table with what only this engine needs.
 *
 * @param table its general description
 * @param columns as {@link Table#columns()}, in the same order
 * @param oid of the table on the server it was read from
 * @param filenode pg_relation_filenode; changes when the table is rewritten
 * @param pages size of the main fork in blocks, when read
 * @param toastBytes size of the out-of-line storage
 * @param logged false for an unlogged table, whose changes are never streamed
 * @param identity relreplident: d, f, i or n
 * @param keyIndex name of the usable key's index; empty without one
 * @param keyIsPrimary whether that is the primary key
 * @param leaves for a partitioned table whose partitions cannot be moved one by one, since rows fall into other
 *     partitions on the target: all of its leaves, and the table is moved as a whole; empty otherwise
 */
record TableDetail(
        Table table,
        List<ColumnDetail> columns,
        long oid,
        long filenode,
        long pages,
        long toastBytes,
        boolean logged,
        char identity,
        Optional<String> keyIndex,
        boolean keyIsPrimary,
        List<TableName> leaves) {

    TableDetail {
        columns = List.copyOf(columns);
        leaves = List.copyOf(leaves);
    }

    /** The same table, with the size of its largest row. */
    TableDetail withLargestRow(long bytes) {
        var measured = new Table(
                table.name(),
                table.columns(),
                table.estimatedRows(),
                table.bytes(),
                table.followed(),
                bytes,
                table.partitioning());
        return new TableDetail(
                measured, columns, oid, filenode, pages, toastBytes, logged, identity, keyIndex, keyIsPrimary, leaves);
    }

    TableName name() {
        return table.name();
    }

    boolean keyed() {
        return keyIndex.isPresent();
    }

    boolean throughRoot() {
        return !leaves.isEmpty();
    }

    /** The tables whose changes are streamed for this one: itself, or its leaves. */
    List<TableName> streamed() {
        return throughRoot() ? leaves : List.of(table.name());
    }

    /** As it stands after FROM, UPDATE or DELETE FROM: without its children by inheritance, with its partitions. */
    String only() {
        return (throughRoot() ? "" : "ONLY ") + Sql.quote(table.name());
    }
}
