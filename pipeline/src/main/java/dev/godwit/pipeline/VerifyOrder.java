package dev.godwit.pipeline;

import dev.godwit.core.Selection;
import dev.godwit.core.spi.KeyRange;

/**
 * What to verify, and how it is shown.
 *
 * @param tables which of the migration's tables
 * @param range rows of a single table with a key; {@link KeyRange#ALL} for all
 * @param definitions whether definitions and sequences are compared too
 * @param shownRows how many differing rows of a table are named; all are counted
 * @param values whether the values that differ are shown, which may be personal data
 * @param forever whether it begins anew after its end, until it is stopped
 */
public record VerifyOrder(
        Selection tables, KeyRange range, boolean definitions, int shownRows, boolean values, boolean forever) {

    /** Rows named of a table when nothing else is asked: more help nobody on a screen, and they are held in memory. */
    public static final int SHOWN_ROWS = 1_000;

    /** Everything, without values. */
    public static final VerifyOrder ALL = new VerifyOrder(Selection.ALL, KeyRange.ALL, true, SHOWN_ROWS, false, false);

    public VerifyOrder {
        if (shownRows < 0) {
            throw new IllegalArgumentException("shown rows are 0 or more");
        }
    }
}
