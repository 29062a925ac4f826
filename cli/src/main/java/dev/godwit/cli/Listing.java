package dev.godwit.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which jobs, as filters of the server's list. */
final class Listing {

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            description = "With this label. May be repeated: all of them.")
    Map<String, String> labels = Map.of();

    @Option(names = "--status", split = ",", description = "In one of these statuses: failed, running, stopped …")
    List<String> status = List.of();

    @Option(names = "--phase", split = ",", description = "In one of these phases: full-dump, cdc …")
    List<String> phases = List.of();

    @Option(names = "--mode", description = "online or offline.")
    @Nullable String mode;

    @Option(names = "--search", paramLabel = "TEXT", description = "With this in its name, in any case.")
    @Nullable String search;

    Query query() {
        return new Query()
                .withAll("status", status.stream().map(Listing::word).toList())
                .withAll("phase", phases.stream().map(Listing::word).toList())
                .with("mode", mode)
                .withAll("label", pairs(labels))
                .with("search", search);
    }

    /** RUNNING_WITH_ERRORS, whether it was written with dashes or not. */
    static String word(String text) {
        return text.strip().toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    static List<String> pairs(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .toList();
    }
}
