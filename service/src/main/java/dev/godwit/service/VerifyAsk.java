package dev.godwit.service;

import dev.godwit.core.Selection;
import dev.godwit.core.spi.KeyRange;
import dev.godwit.pipeline.Limit;
import java.util.List;

/**
 * What a person wants to have compared.
 *
 * @param databases names on the source, or ids; empty for all
 * @param tables which of a database's tables
 * @param range rows of one table, which has to be the only one
 * @param values whether the values that differ are shown to who asks; they are never stored
 * @param repair whether rows that differ are copied again
 * @param continuous whether it begins anew after its end, until it is stopped or the job is over
 * @param limit how fast either side is read
 */
public record VerifyAsk(
        List<String> databases,
        Selection tables,
        KeyRange range,
        boolean values,
        boolean repair,
        boolean continuous,
        Limit limit) {

    /** All tables of these databases. */
    public static VerifyAsk of(List<String> databases) {
        return new VerifyAsk(databases, Selection.ALL, KeyRange.ALL, false, false, false, Limit.NONE);
    }

    public VerifyAsk {
        databases = List.copyOf(databases);
    }
}
