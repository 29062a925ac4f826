package dev.godwit.server.page;

/**
 * How an outcome looks and reads.
 *
 * @param style of the badge: good, warn, bad or calm
 * @param sign before the words, so that colour only repeats what is said
 */
record Outcome(String style, String sign, String words) {

    static Outcome of(String outcome) {
        return switch (outcome) {
            case "EQUAL" -> new Outcome("good", "✓", "Completed: both sides are equal");
            case "OVERRIDDEN" -> new Outcome("warn", "▲", "Promoted in spite of a gap");
            case "DIFFERENT" -> new Outcome("bad", "✕", "Not promoted: source and target differ");
            case "VALIDATED" -> new Outcome("good", "✓", "Validated: nothing forbids the start");
            case "VALIDATION_FAILED" -> new Outcome("bad", "✕", "Validation failed: nothing was changed");
            case "STOPPED" -> new Outcome("calm", "❚❚", "Stopped: can be resumed");
            case "UNFINISHED" -> new Outcome("calm", "●", "Not finished");
            default -> new Outcome("calm", "●", outcome);
        };
    }

    void write(Html page) {
        page.open("span", "badge " + style).text(sign + " " + words).close("span");
    }
}
