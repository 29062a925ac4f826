package dev.godwit.core.spi;

import dev.godwit.core.TableName;
import java.util.List;

/**
 * A table as the stream describes it. Two objects may describe the same table at different moments.
 *
 * @param serial differs for each object of one reader
 * @param table its name on the source
 * @param columns in the order of the tuples' fields
 * @param wholeRows whether old rows come whole rather than as keys
 */
public record Relation(int serial, TableName table, List<Field> columns, boolean wholeRows) {

    public Relation {
        columns = List.copyOf(columns);
    }

    /**
     * A column in the stream.
     *
     * @param name as in the catalog
     * @param key whether it belongs to the identity the source sends
     */
    public record Field(String name, boolean key) {}
}
