package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.OwnFiles;
import dev.godwit.core.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes entries of an archive on a target, with pg_restore and a list file. */
final class Restore {

    private static final String SETTINGS = "-c synchronous_commit=off -c " + DefinitionTriggers.SILENT + "=on";

    private final ClientTools tools;
    private final Path archive;
    private final Sessions target;
    private final List<String> options;

    /** @param tablespaces whether those that the source names are on the target too */
    Restore(ClientTools tools, Path archive, Sessions target, Plan.Owner owner, boolean tablespaces) {
        this.tools = tools;
        this.archive = archive;
        this.target = target;
        this.options = options(owner, tablespaces);
    }

    private static List<String> options(Plan.Owner owner, boolean tablespaces) {
        var options = new ArrayList<String>();
        if (owner == Plan.Owner.NONE) {
            options.add("--no-owner");
            options.add("--no-privileges");
        }
        if (!tablespaces) {
            options.add("--no-tablespaces");
        }
        return options;
    }

    /**
     * Makes these entries one after the other, in their order.
     *
     * @return what was refused, but for what is harmless
     * @throws Failure when the connection was lost or the program failed as a whole
     */
    List<RestoreError> run(Collection<TocEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Path list = listFile(entries);
        try {
            var arguments = new ArrayList<>(options);
            arguments.add("--verbose"); // else it does not say which entry an error belongs to
            arguments.add("--use-list=" + list);
            arguments.add("--dbname=" + connection());
            arguments.add(archive.toString());
            return judge(new ClientProgram(target, SETTINGS).run(tools.pgRestore(), arguments));
        } finally {
            delete(list);
        }
    }

    /** Goes through these entries as {@link #run} does, but only writes down what would be done, nowhere. */
    void rehearse(Collection<TocEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Path list = listFile(entries);
        try {
            var arguments = new ArrayList<>(options);
            arguments.add("--use-list=" + list);
            arguments.add("--file=/dev/null");
            arguments.add(archive.toString());
            judge(new ClientProgram(target, SETTINGS).run(tools.pgRestore(), arguments));
        } finally {
            delete(list);
        }
    }

    private List<RestoreError> judge(ClientProgram.Outcome outcome) {
        List<RestoreError> errors = RestoreError.parse(outcome.errors());
        boolean lost = errors.stream().anyMatch(e -> ClientErrors.isTransient(e.message()));
        if (lost || (outcome.status() != 0 && errors.isEmpty())) {
            throw ClientErrors.failure("pg_restore on " + target.place(), outcome.errors());
        }
        return errors.stream().filter(e -> !e.harmless()).toList();
    }

    /** The database's name in a form in which nothing in it is taken for an option; all else is in the environment. */
    private String connection() {
        String name = target.address().database();
        return "dbname='" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private Path listFile(Collection<TocEntry> entries) {
        try {
            Path list = Files.createTempFile(archive.toAbsolutePath().getParent(), "restore", ".list");
            return Files.write(list, Toc.lines(entries));
        } catch (IOException e) {
            throw OwnFiles.failure("a list of objects to restore", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
