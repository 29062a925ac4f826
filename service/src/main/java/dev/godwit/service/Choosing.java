package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the places and databases that a job is for. */
final class Choosing {

    private final Reach reach;
    private final Catalogue catalogue;

    Choosing(Reach reach, Catalogue catalogue) {
        this.reach = reach;
        this.catalogue = catalogue;
    }

    /** The same with both places in their canonical spelling. */
    JobSpec canonical(JobSpec asked) {
        Parallelism.workers(asked.parallelism());
        if (asked.fallback() && asked.mode() == Mode.OFFLINE) {
            throw Failure.of(ServiceFailure.REQUEST_INVALID)
                    .found("a way back (fallback) needs mode online: nothing is followed offline")
                    .about("fallback")
                    .build();
        }
        if (asked.fallback()) {
            refuseWayBack(asked);
        }
        return asked.at(
                Failure.about("source", () -> reach.canonical(asked.source())),
                Failure.about("target", () -> reach.canonical(asked.target())));
    }

    /** What comes back is applied by the names that applications use. */
    static void refuseWayBack(JobSpec spec) {
        if (!spec.schemaRenames().isEmpty()) {
            throw Failure.of(CoreFailure.WAY_BACK_REFUSED)
                    .found(
                            "schemas get other names: %s",
                            String.join(", ", new TreeSet<>(spec.schemaRenames().keySet())))
                    .next("Leave out the way back (fallback), or let schemas keep their names (schemaRenames).");
        }
    }

    /** Every database of a job, none while source or target is open; asks the source only when there are patterns. */
    List<JobDatabase> databases(JobSpec spec, Passwords passwords) {
        if (spec.source() instanceof Place.Open || spec.target() instanceof Place.Open) {
            return List.of();
        }
        var databases = new ArrayList<JobDatabase>();
        for (String source : sources(spec, passwords)) {
            databases.add(database(spec, source));
        }
        refuseUnknownRenames(spec, databases);
        refuseSameTarget(databases);
        return databases;
    }

    /** What is named there and is no database would keep its name, and nobody would be told. */
    private static void refuseUnknownRenames(JobSpec spec, List<JobDatabase> databases) {
        List<String> unknown = spec.databases().renames().keySet().stream()
                .filter(name -> databases.stream()
                        .noneMatch(database -> database.source().equals(name)))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw Failure.of(ServiceFailure.REQUEST_INVALID)
                    .found("renames has %s, which is no database of this job", String.join(", ", unknown))
                    .about("renames")
                    .next(
                            "Databases are renamed here, schemas by schemaRenames; tables keep their names. The job has: %s."
                                    .formatted(String.join(
                                            ", ",
                                            databases.stream()
                                                    .map(JobDatabase::source)
                                                    .toList())));
        }
    }

    private static void refuseSameTarget(List<JobDatabase> databases) {
        var sources = new HashMap<String, String>();
        for (JobDatabase database : databases) {
            @Nullable String other = sources.put(database.target(), database.source());
            if (other != null) {
                throw Failure.of(ServiceFailure.REQUEST_INVALID)
                        .found("%s and %s would both become %s", other, database.source(), database.target())
                        .about("renames")
                        .next("Give each a name of its own: renames.");
            }
        }
    }

    private JobDatabase database(JobSpec spec, String source) {
        String from = reach.url(spec.source());
        String to = reach.url(spec.target());
        boolean named = spec.databases().patterns().isEmpty();
        String other = named ? Names.database(to) : source;
        String target = spec.databases().renames().getOrDefault(source, other.isEmpty() ? source : other);
        Engines.refuseSame(at(from, source), at(to, target), source);
        return JobDatabase.fresh(Names.id(source), source, target);
    }

    /** An address with another database, for comparison only. */
    private static String at(String url, String database) {
        if (database.isEmpty()) {
            return url;
        }
        String path = url.split("[?#]", 2)[0];
        int slash = path.indexOf('/', path.indexOf("://") + 3);
        return (slash < 0 ? path : path.substring(0, slash)) + "/" + database;
    }

    private List<String> sources(JobSpec spec, Passwords passwords) {
        List<String> patterns = spec.databases().patterns();
        if (patterns.isEmpty()) {
            return List.of(named(spec));
        }
        if (!spec.databases().needsSource()) {
            return patterns.stream().distinct().toList();
        }
        List<String> there = catalogue.names(spec.source(), passwords.source());
        List<String> chosen = patterns.stream()
                .flatMap(pattern -> matching(pattern, there))
                .distinct()
                .toList();
        if (chosen.isEmpty()) {
            throw Failure.of(ServiceFailure.NO_DATABASE)
                    .found("%s", String.join(", ", patterns))
                    .about("databases")
                    .next("The source has: %s.", String.join(", ", there));
        }
        return chosen;
    }

    /** Nobody guesses for a server alone. */
    private String named(JobSpec spec) {
        String name = Names.database(reach.url(spec.source()));
        if (name.isEmpty()) {
            throw Failure.of(ServiceFailure.NO_DATABASE)
                    .found("none is chosen, and the source's profile names none")
                    .about("databases")
                    .next("Choose: databases, by names or patterns; '*' for all.");
        }
        return name;
    }

    private static Stream<String> matching(String pattern, List<String> there) {
        if (!DatabaseChoice.isPattern(pattern)) {
            return Stream.of(pattern);
        }
        return there.stream().filter(name -> Glob.matches(pattern, name));
    }
}
