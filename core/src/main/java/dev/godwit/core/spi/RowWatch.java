package dev.godwit.core.spi;

import dev.godwit.core.TableName;

/** Is told which rows were written, by their keys. Called by the applier's thread, for every row: answers at once. */
public interface RowWatch {

    /** Nobody watches. */
    RowWatch NONE = new RowWatch() {
        @Override
        public boolean wants() {
            return false;
        }

        @Override
        public void row(TableName table, RowRef row) {}
    };

    /** Whether another row is wanted. */
    boolean wants();

    /** A row is being written, or removed. */
    void row(TableName table, RowRef row);
}
