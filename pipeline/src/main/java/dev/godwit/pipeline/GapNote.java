package dev.godwit.pipeline;

import dev.godwit.core.TableName;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/** The form in which a gap is noted with the switch, so that a process that finishes it still knows. */
final class GapNote {

    private static final String FIRST = "overridden";

    private GapNote() {}

    static String write(Report.Gap gap) {
        var text =
                new StringBuilder(FIRST + "\n" + gap.bytes() + "\n" + gap.time().toMillis());
        gap.reasons().forEach(reason -> text.append("\nreason ").append(encode(reason)));
        gap.different()
                .forEach(table -> text.append("\ntable ")
                        .append(encode(table.schema()))
                        .append(' ')
                        .append(encode(table.name())));
        return text.toString();
    }

    /** Empty for a switch without a gap. */
    static Optional<Report.Gap> read(String note) {
        String[] lines = note.split("\n", -1);
        if (!lines[0].equals(FIRST)) {
            return Optional.empty();
        }
        var reasons = new ArrayList<String>();
        var tables = new ArrayList<TableName>();
        for (int i = 3; i < lines.length; i++) {
            String[] words = lines[i].split(" ", -1);
            if (words[0].equals("reason")) {
                reasons.add(decode(words[1]));
            } else {
                tables.add(new TableName(decode(words[1]), decode(words[2])));
            }
        }
        return Optional.of(
                new Report.Gap(Long.parseLong(lines[1]), Duration.ofMillis(Long.parseLong(lines[2])), tables, reasons));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
