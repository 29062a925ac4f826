package dev.godwit.postgres;

import dev.godwit.core.spi.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds the changes of one relation into what remains of them. */
interface NetRows {

    void insert(Tuple row);

    /** Takes an update; answers false, with nothing changed, when its result depends on what the target holds. */
    boolean update(@Nullable Tuple old, Tuple row);

    void delete(Tuple old);

    /** What is to be written; at most one delete, update or move and one insert for each key. */
    List<NetRow> rows();

    /** How many of the changes are still to be seen in {@link #rows}. */
    long applied();

    static NetRows of(Route route) {
        return route.keyed() ? new KeyedRows(route) : new KeylessRows(route);
    }
}
