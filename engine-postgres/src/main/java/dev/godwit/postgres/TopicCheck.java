package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Side;
import dev.godwit.core.spi.Check;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Looks at a topic through a connection of its own, which cannot write. */
final class TopicCheck implements Check {

    private final Topic topic;
    private final Side side;
    private final Sessions sessions;

    TopicCheck(Topic topic, Side side, Sessions sessions) {
        this.topic = topic;
        this.side = side;
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return topic.name();
    }

    @Override
    public List<Finding> run() {
        var findings = new Findings(side, topic.scope());
        try (Connection connection = sessions.borrow()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET default_transaction_read_only = on");
            }
            topic.look(connection, findings);
            return findings.list();
        } catch (SQLException e) {
            throw Errors.failure("looking at " + topic.name() + " on " + sessions.place(), e);
        }
    }
}
