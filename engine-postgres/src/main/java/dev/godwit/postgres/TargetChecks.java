package dev.godwit.postgres;

import dev.godwit.core.Side;
import dev.godwit.core.spi.Check;
import java.util.ArrayList;
import java.util.List;

/** What validation asks of the target, and of both sides together. */
final class TargetChecks {

    private TargetChecks() {}

    static List<Check> of(PostgresTarget target, PostgresSource source) {
        if (!VersionCheck.knows(source.version())) {
            return List.of(); // the source's own checks say so
        }
        var checks = new ArrayList<Check>();
        checks.add(new VersionCheck(source.version(), target.version()));
        var tables = new SelectedTables(source);
        Sessions sessions = target.sessions();
        for (Topic topic : List.of(
                new LineTopic(sessions),
                new RecoveryTopic(Side.TARGET, source.plan().mode()),
                new SameDatabaseTopic(source.sessions()),
                new CapacityTopic(Side.TARGET, tables),
                new ExtensionsTopic(source.sessions()),
                new TextTopic(source),
                new RolesTopic(source, target.version()),
                new TargetContentTopic(source),
                new SchemaNamesTopic(tables, source.sessions()),
                new WriteRightsTopic(tables, sessions.address().user()),
                new DiskSpaceTopic(sessions, tables),
                new HashTopic())) {
            checks.add(new TopicCheck(topic, Side.TARGET, sessions));
        }
        checks.add(new ScratchRestore(target, source));
        for (Topic topic : List.of(new AsciiTopic(tables, sessions), new CharTopic(source, tables, sessions))) {
            checks.add(new TopicCheck(topic, Side.SOURCE, source.sessions()));
        }
        return checks;
    }
}
