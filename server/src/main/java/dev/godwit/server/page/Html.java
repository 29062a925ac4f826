package dev.godwit.server.page;

import java.util.List;

/** A page in the making. Markup is the program's own; whatever came from elsewhere goes through {@link #text}. */
final class Html {

    private final StringBuilder out = new StringBuilder(16_384);

    /** Markup, never with anything in it that came from elsewhere. */
    Html markup(String own) {
        out.append(own);
        return this;
    }

    /** Text as it is, whatever it holds. */
    Html text(String foreign) {
        foreign.codePoints().forEach(this::escaped);
        return this;
    }

    private void escaped(int sign) {
        switch (sign) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\n', '\t' -> out.appendCodePoint(sign);
            default -> out.appendCodePoint(shown(sign) ? sign : 0xFFFD);
        }
    }

    /** Control characters, halves of characters, and what would turn the text after it round, are not. */
    private static boolean shown(int sign) {
        boolean turns = (sign >= 0x202A && sign <= 0x202E) || (sign >= 0x2066 && sign <= 0x2069);
        boolean half = sign >= 0xD800 && sign <= 0xDFFF;
        return !Character.isISOControl(sign) && !turns && !half;
    }

    /** A name that may be written from right to left: what stands beside it keeps its place. */
    Html name(String foreign) {
        return markup("<bdi>").text(foreign).markup("</bdi>");
    }

    /** A whole element with text in it. */
    Html element(String tag, String style, String foreign) {
        return open(tag, style).text(foreign).close(tag);
    }

    Html open(String tag, String style) {
        out.append('<').append(tag);
        if (!style.isEmpty()) {
            out.append(" class=\"").append(style).append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** The beginning of a table, up to its rows; a style for each column, "n" for numbers. */
    Html table(List<String> titles, List<String> styles) {
        markup("<div class=\"scroll\"><table><thead><tr>");
        for (int i = 0; i < titles.size(); i++) {
            element("th", styles.get(i), titles.get(i));
        }
        return markup("</tr></thead><tbody>");
    }

    Html endTable() {
        return markup("</tbody></table></div>");
    }

    /** A term and what it is, in a list of such. */
    Html term(String title, String value) {
        return element("dt", "", title).open("dd", "").name(value).close("dd");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
