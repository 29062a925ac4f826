package dev.godwit.postgres;

import dev.godwit.core.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pg_dump and pg_restore that are used: the lowest version installed that is not older than the source, since
 * pg_dump refuses newer servers, and each version writes definitions as it knows them.
 *
 * @param pgDump program file
 * @param pgRestore program file of the same version
 * @param major version of both
 */
record ClientTools(Path pgDump, Path pgRestore, int major) {

    /** A path list of folders that hold pg_dump, looked at besides the usual places. */
    static final String VARIABLE = "GODWIT_PG_CLIENTS";

    /**
     * Looks in {@value #VARIABLE}, the folders of Debian's and Red Hat's packages, the search path and Godwit's cache.
     *
     * @throws Failure {@code PG_DUMP_MISSING} with what was found and what to install
     */
    static ClientTools find(ServerVersion source) {
        return find(source, folders(System.getenv(), Path.of(System.getProperty("user.home"))));
    }

    static ClientTools find(ServerVersion source, Set<Path> folders) {
        var installed = new ArrayList<ClientTools>();
        for (Path folder : folders) {
            Optional<ClientTools> tools = in(folder);
            if (tools.isPresent() && tools.get().major == source.major()) {
                return tools.get(); // no other is nearer, and asking all for their version takes a second
            }
            tools.ifPresent(installed::add);
        }
        return installed.stream()
                .filter(tools -> tools.major >= source.major())
                .min(Comparator.comparingInt(ClientTools::major))
                .orElseThrow(() -> missing(source, installed));
    }

    /** Every folder in which programs may be, in the order of preference. */
    static Set<Path> folders(Map<String, String> environment, Path home) {
        var folders = new LinkedHashSet<Path>();
        addList(environment.getOrDefault(VARIABLE, ""), folders);
        addVersions(Path.of("/usr/lib/postgresql"), folders);
        addVersions(Path.of("/usr"), folders);
        addList(environment.getOrDefault("PATH", ""), folders);
        addVersions(home.resolve(".cache/godwit/pg-client"), folders);
        return folders;
    }

    private static void addList(String list, Set<Path> into) {
        for (String folder : list.split(File.pathSeparator, -1)) {
            if (!folder.isBlank()) {
                into.add(Path.of(folder));
                into.add(Path.of(folder, "bin"));
            }
        }
    }

    /** The bin folders of what lies side by side, such as /usr/lib/postgresql/15 or /usr/pgsql-15. */
    private static void addVersions(Path parent, Set<Path> into) {
        File[] children = parent.toFile().listFiles(File::isDirectory);
        if (children != null) {
            Stream.of(children)
                    .sorted()
                    .forEach(child -> into.add(child.toPath().resolve("bin")));
        }
    }

    private static Optional<ClientTools> in(Path folder) {
        Path dump = folder.resolve("pg_dump");
        Path restore = folder.resolve("pg_restore");
        if (!Files.isExecutable(dump) || !Files.isExecutable(restore) || isWrapper(dump)) {
            return Optional.empty();
        }
        var major = ClientVersion.ask(dump);
        return major.isPresent() && major.equals(ClientVersion.ask(restore))
                ? Optional.of(new ClientTools(dump, restore, major.getAsInt()))
                : Optional.empty();
    }

    /** Debian's, which runs one of the programs that lie below /usr/lib/postgresql and are looked at themselves. */
    private static boolean isWrapper(Path program) {
        try {
            return program.toRealPath().endsWith("pg_wrapper");
        } catch (IOException e) {
            return false;
        }
    }

    private static Failure missing(ServerVersion source, List<ClientTools> installed) {
        var seen = new ArrayList<>(installed);
        seen.sort(Comparator.comparingInt(ClientTools::major));
        String found = seen.stream()
                .map(tools -> tools.major + " (" + tools.pgDump + ")")
                .collect(Collectors.joining(", "));
        return Failure.of(PostgresFailure.PG_DUMP_MISSING)
                .found(
                        "the source is PostgreSQL %d; %s",
                        source.major(), found.isEmpty() ? "no pg_dump is installed" : "found only pg_dump " + found)
                .next(
                        "Install postgresql-client-%d or newer on this machine, or name the folder of its programs in %s,"
                                + " then resume the job or repeat the command.",
                        source.major(), VARIABLE);
    }
}
