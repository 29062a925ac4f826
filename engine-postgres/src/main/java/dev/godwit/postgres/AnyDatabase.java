package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.spi.Access;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The database that somebody named, or else one that is there for such purposes, as the server's own client programs
 * choose it: postgres, template1; last the one with the user's name.
 */
final class AnyDatabase {

    /** Not for this role, or not from this machine. */
    private static final Set<String> NOT_THERE = Set.of(Errors.INSUFFICIENT_PRIVILEGE, "28000");

    private final Access access;
    private final String id;
    private final List<String> names;

    /** @param id shown in the server's list of sessions */
    AnyDatabase(Access access, String id) {
        this.access = access;
        this.id = id;
        this.names = names(access);
    }

    private static List<String> names(Access access) {
        Address address = AddressParser.parseServer(access.url());
        @Nullable String wanted = access.database();
        String named = wanted == null ? address.database() : wanted;
        Set<String> candidates = new LinkedHashSet<>(
                named.isEmpty() ? List.of("postgres", "template1", address.user()) : List.of(named));
        return List.copyOf(candidates);
    }

    /** Sessions to the first of them; it may not be there. */
    Sessions first() {
        return sessions(names.getFirst());
    }

    /**
     * Sessions to one that lets us in.
     *
     * @throws Failure why the first does not, when none does
     */
    Sessions sessions() {
        @Nullable Failure why = null;
        for (String name : names) {
            Sessions sessions = sessions(name);
            try {
                sessions.open().close();
                return sessions;
            } catch (Failure e) {
                if (names.size() == 1 || !concernsDatabase(e)) {
                    throw e;
                }
                why = why == null ? e : why;
            } catch (SQLException e) {
                throw Errors.failure("signing in to " + sessions.place(), e);
            }
        }
        throw Objects.requireNonNull(why);
    }

    private Sessions sessions(String name) {
        return Sessions.of(new Access(access.url(), access.password(), name, access.via()), id);
    }

    private static boolean concernsDatabase(Failure e) {
        return e.code() == CoreFailure.DATABASE_MISSING
                || (e.getCause() instanceof SQLException sql && NOT_THERE.contains(Errors.state(sql)));
    }
}
