package dev.godwit.cli;

/** The line of a phase that is over. */
final class Ticks {

    private static final int TITLE_WIDTH = 11;
    private static final int DETAIL_WIDTH = 46;

    private Ticks() {}

    static String line(Look look, Story.Chapter chapter) {
        return line(
                look,
                Words.phase(chapter.phase()),
                chapter.detail(),
                Units.time(chapter.time().toMillis()));
    }

    static String line(Look look, String title, String detail, String time) {
        return look.plain("%s %s%s%7s".formatted(look.done(), pad(title, TITLE_WIDTH), pad(detail, DETAIL_WIDTH), time))
                .stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
