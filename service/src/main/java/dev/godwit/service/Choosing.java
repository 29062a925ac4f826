package dev.godwit.service;

import dev.godwit.core.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        return asked.at(reach.canonical(asked.source()), reach.canonical(asked.target()));
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
        return databases;
    }

    private JobDatabase database(JobSpec spec, String source) {
        String from = reach.url(spec.source());
        String to = reach.url(spec.target());
        boolean named = spec.databases().patterns().isEmpty();
        String target = named
                ? spec.databases().renames().getOrDefault(source, Names.database(to))
                : spec.databases().target(source);
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
            return List.of(Names.database(reach.url(spec.source())));
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
                    .next("The source has: %s.", String.join(", ", there));
        }
        return chosen;
    }

    private static Stream<String> matching(String pattern, List<String> there) {
        if (!DatabaseChoice.isPattern(pattern)) {
            return Stream.of(pattern);
        }
        return there.stream().filter(name -> Glob.matches(pattern, name));
    }
}
