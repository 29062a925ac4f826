package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Applier.Counts;
import dev.godwit.core.spi.Relation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LedgerTest {

    private static final TableName ITEMS = new TableName("public", "items");
    private static final TableName NOTES = new TableName("public", "notes");
    private static final Relation PART_1 = relation(1, "items_1");
    private static final Relation PART_2 = relation(2, "items_2");
    private static final Relation NOTE = relation(3, "notes");

    private final Ledger ledger = new Ledger();

    private static Relation relation(int serial, String name) {
        return new Relation(serial, new TableName("public", name), List.of(), false);
    }

    private static TableName table(Relation relation) {
        return relation.equals(NOTE) ? NOTES : ITEMS;
    }

    private Counts balance(Map<TableName, Counts> counts) {
        return ledger.balance(counts, LedgerTest::table);
    }

    @Test
    void accountsForEachTableOfEveryBatch() {
        ledger.receive(PART_1);
        ledger.receive(PART_2);
        ledger.receive(NOTE);
        assertThat(balance(Map.of(ITEMS, new Counts(1, 1, 0), NOTES, new Counts(0, 0, 1))))
                .isEqualTo(new Counts(1, 1, 1));
        ledger.receive(PART_1);
        balance(Map.of(ITEMS, new Counts(1, 0, 0)));

        assertThat(ledger.entries())
                .containsExactly(
                        new Report.TableChanges(ITEMS, 3, 2, 1, 0), new Report.TableChanges(NOTES, 1, 0, 0, 1));
    }

    @Test
    void noticesWhatOneTableLacksAndAnotherHasTooMuch() {
        ledger.receive(PART_1);
        ledger.receive(NOTE);
        assertThatThrownBy(() -> balance(Map.of(ITEMS, new Counts(2, 0, 0))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(CoreFailure.COUNTS_DIFFER));
    }

    @Test
    void noticesWhatNobodyReceived() {
        assertThatThrownBy(() -> balance(Map.of(NOTES, new Counts(1, 0, 0))))
                .hasMessageContaining("0 row changes of public.notes were received, 1 accounted for");
    }
}
