package dev.godwit.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows below their headings, aligned in the cells of a terminal. */
final class TextTable {

    private static final String GAP = "  ";
    /** A name cut further says nothing. */
    private static final int LEAST = 8;

    /**
     * A column.
     *
     * @param right whether it holds numbers
     * @param shrinks whether its middle may be left out where the terminal is narrow
     */
    record Column(String title, boolean right, boolean shrinks) {

        static Column text(String title) {
            return new Column(title, false, false);
        }

        static Column name(String title) {
            return new Column(title, false, true);
        }

        static Column number(String title) {
            return new Column(title, true, false);
        }
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(Column... columns) {
        this.columns = List.of(columns);
    }

    TextTable row(String... cells) {
        rows.add(Arrays.stream(cells).map(Cells::harmless).toList());
        return this;
    }

    /** @param width of the terminal; no line is wider */
    List<String> lines(Look look, int width) {
        int[] widths = widths(look);
        shrink(widths, width);
        var lines = new ArrayList<String>();
        if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
            lines.add(line(columns.stream().map(Column::title).toList(), widths, look, width));
        }
        rows.forEach(row -> lines.add(line(row, widths, look, width)));
        return lines;
    }

    private int[] widths(Look look) {
        int[] widths =
                columns.stream().mapToInt(column -> Cells.width(column.title())).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Cells.width(look.plain(row.get(i))));
            }
        }
        return widths;
    }

    /** Takes from the widest that may give. */
    private void shrink(int[] widths, int width) {
        int over = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
        for (; over > 0; over--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean gives = columns.get(i).shrinks() && widths[i] > LEAST;
                if (gives && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private String line(List<String> row, int[] widths, Look look, int width) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < widths.length; i++) {
            String cell = Cells.middle(look.plain(row.get(i)), widths[i], look.ellipsis());
            cells.add(Cells.pad(cell, widths[i], columns.get(i).right()));
        }
        return Cells.cut(String.join(GAP, cells).stripTrailing(), width);
    }
}
