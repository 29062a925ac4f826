package dev.godwit.cli;

import dev.godwit.api.WaitingView;

/** Tables that wait since their definition changed, in words. */
final class WaitingText {

    private WaitingText() {}

    /** Whether somebody has to decide about it. */
    static boolean isOpen(WaitingView table) {
        return table.choice().equals("OPEN") && table.decided() == null;
    }

    /** Its name for people; quotes only where it would be taken for another. */
    static String name(WaitingView table) {
        boolean plain = !table.schema().contains(".") && !table.table().contains(".");
        return plain ? table.schema() + "." + table.table() : quoted(table.schema()) + "." + quoted(table.table());
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String words(WaitingView table) {
        return Cells.harmless("%s waits for a decision: %s".formatted(name(table), table.reason()));
    }

    /** What to do about tables that wait. */
    static String next(String job) {
        return "Decide what becomes of tables that wait: godwit job table " + Shell.word(job);
    }

    /** What may be done now. */
    static String choices(WaitingView table) {
        if (table.decided() != null) {
            return "decided: " + Words.dashed(table.decided());
        }
        return switch (table.choice()) {
            case "COPY" -> "is copied again";
            case "EXCLUDE" -> "excluded; --copy";
            default -> table.appliable() ? "--apply, --copy, --exclude" : "--copy, --exclude";
        };
    }
}
