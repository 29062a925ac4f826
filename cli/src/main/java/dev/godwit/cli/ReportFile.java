package dev.godwit.cli;

import dev.godwit.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where a command leaves its report: as a page, or as data, by the ending of the name. */
record ReportFile(Path path) {

    private static final String JSON = ".json";

    /** What is the matter with it, before anything is begun; empty when nothing is. */
    String trouble() {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".html") && !name.endsWith(".htm") && !name.endsWith(JSON)) {
            return "--report takes a file that ends in .html or .json.";
        }
        Path folder = path.toAbsolutePath().getParent();
        boolean place = folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
        boolean free = !Files.isDirectory(path) && (!Files.exists(path) || Files.isWritable(path));
        return place && free ? "" : "--report: " + path + " cannot be written.";
    }

    /** @throws Refusal when there is no report */
    void write(Client client, String job) throws IOException {
        boolean data = path.toString().toLowerCase(Locale.ROOT).endsWith(JSON);
        Files.writeString(
                path,
                data
                        ? Json.STRICT.writerWithDefaultPrettyPrinter().writeValueAsString(client.jobReport(job)) + "\n"
                        : client.reportPage(job));
    }
}
