package dev.godwit.postgres;

import dev.godwit.core.Side;
import dev.godwit.core.spi.Check;
import java.util.ArrayList;
import java.util.List;

/** What a way back asks of both sides; the target of the way forth is its source. */
final class WayBackChecks {

    private WayBackChecks() {}

    /** Of the database that applications will use. */
    static List<Check> following(PostgresSource newSource) {
        Sessions sessions = newSource.sessions();
        var checks = new ArrayList<Check>();
        for (Topic topic : List.of(
                new WalTopic(Read.TARGET),
                new ReplicationTopic(sessions, newSource.plan().id(), Read.TARGET))) {
            checks.add(new TopicCheck(topic, Side.TARGET, sessions));
        }
        return checks;
    }

    /** Of the database that they leave. */
    static List<Check> returning(PostgresTarget left, PostgresSource newSource) {
        Sessions sessions = left.sessions();
        var rights = new ReturnTopic(left.plan().selection(), sessions.address().user());
        return List.of(
                new TopicCheck(rights, Side.SOURCE, sessions),
                new TopicCheck(new ReturnTextTopic(newSource.sessions()), Side.SOURCE, sessions));
    }

    /** Whose log is read, in words of the way forth. */
    enum Read {
        SOURCE("the source", "", "migrate with --mode offline"),
        /** After the switch, by the way back. */
        TARGET("the target", ", which the way back would follow", "promote without --fallback");

        private final String server;
        private final String why;
        private final String otherwise;

        Read(String server, String why, String otherwise) {
            this.server = server;
            this.why = why;
            this.otherwise = otherwise;
        }

        String server() {
            return server;
        }

        /** The server, and why it matters. */
        String which() {
            return server + why;
        }

        /** How to do without. */
        String otherwise() {
            return otherwise;
        }
    }
}
