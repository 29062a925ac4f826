package dev.godwit.postgres;

import dev.godwit.core.Mode;
import dev.godwit.core.Side;
import dev.godwit.core.spi.Check;
import java.util.ArrayList;
import java.util.List;

/** What validation asks of the source alone. */
final class SourceChecks {

    /** Shorter ones are over before the migration has begun. */
    private static final int LONG_SECONDS = 60;

    private SourceChecks() {}

    static List<Check> of(PostgresSource source) {
        if (!VersionCheck.knows(source.version())) {
            return List.of(new VersionCheck(source.version(), source.version()));
        }
        var tables = new SelectedTables(source);
        Sessions sessions = source.sessions();
        var topics = new ArrayList<Topic>();
        topics.add(new LineTopic(sessions));
        topics.add(new RecoveryTopic(Side.SOURCE, source.plan().mode()));
        topics.add(new CapacityTopic(Side.SOURCE, tables));
        topics.add(new ReadRightsTopic(tables, sessions.address().user()));
        topics.add(new SelectionTopic(tables));
        topics.add(new OwnNamesTopic(source.plan().selection()));
        topics.add(new UnloggedTopic(tables));
        topics.add(new ObjectsTopic(tables));
        topics.add(new CollationVersionTopic(tables));
        topics.add(new RowSizeTopic(tables, Runtime.getRuntime().maxMemory()));
        topics.add(new SchemaTextTopic(new SchemaNames(source.plan())));
        topics.add(new HashTopic());
        topics.add(new VacuumTopic(VacuumTopic.MANY_TRANSACTIONS));
        if (source.plan().roles()) {
            topics.add(new RolePasswordsTopic());
        }
        if (source.plan().mode() == Mode.ONLINE) {
            topics.add(new WalTopic(WayBackChecks.Read.SOURCE));
            topics.add(new ReplicationTopic(sessions, source.plan().id(), WayBackChecks.Read.SOURCE));
            topics.add(new OpenTransactionsTopic(LONG_SECONDS));
            topics.add(new KeylessTopic(tables));
            topics.add(new OnlineObjectsTopic(tables));
            topics.add(new DefinitionsTopic());
        }
        var checks = new ArrayList<Check>();
        topics.forEach(topic -> checks.add(new TopicCheck(topic, Side.SOURCE, sessions)));
        checks.add(new ClientToolsCheck(sessions));
        return checks;
    }
}
