package dev.godwit.e2e;

import dev.godwit.e2e.ChaosPlan.Stage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can happen to a migration that is not its own doing. */
@SuppressWarnings("ImmutableEnumChecker") // the sets never change
enum ChaosFault {
    NETWORK_CUT("all connections end in good order"),
    NETWORK_RESET("all connections are reset"),
    NETWORK_RESET_MIDWAY("all connections are reset in the middle of a message"),
    NETWORK_REFUSED("all connections are reset, and new ones refused"),
    NETWORK_SILENT("nothing passes, nobody is told, then all goes on"),
    NETWORK_SWALLOWS("connections stand and are made, but nothing arrives; then they are reset"),
    NETWORK_DELAYED("everything arrives late"),
    NETWORK_SLOW("few bytes pass in a second"),
    TLS_CORRUPTED("a bit changes on the way"),
    SERVER_KILLED("kill -9 of a database server, then a start"),
    SERVER_STOPPED("a database server is stopped without a checkpoint, then started"),
    GODWIT_KILLED("kill -9 of Godwit, then a start"),
    MACHINE_LOST("kill -9 of Godwit and of a database server; Godwit is there again first"),
    SESSION_ENDED("an administrator ends a session of Godwit's"),
    SESSIONS_ENDED("an administrator ends all sessions of Godwit's"),
    STATEMENT_CANCELED("an administrator cancels a statement of Godwit's"),
    TIMEOUTS_SET("the role gets timeouts, and a session is ended"),
    CONNECTIONS_TAKEN("sessions are ended, and others take all connections there are"),
    DEADLOCK("an administrator's locks and the applier's make a circle", EnumSet.of(Stage.CDC)),
    DISK_FULL("the target's disk is full", EnumSet.of(Stage.FULL_DUMP, Stage.CDC), "resume", "GW-0902"),
    SOURCE_FAILOVER(
            "the source is lost, and its standby takes over",
            EnumSet.of(Stage.CDC),
            "restart",
            "GW-0304",
            "GW-0801",
            "GW-0810"),
    CLOCK_AHEAD("the clock of a database server jumps two hours ahead", EnumSet.noneOf(Stage.class)),
    CLOCK_BACK("the clock of a database server jumps two hours back", EnumSet.noneOf(Stage.class)),
    GODWIT_CLOCK_AHEAD("Godwit's clock jumps two hours ahead", EnumSet.noneOf(Stage.class)),
    GODWIT_CLOCK_BACK("Godwit's clock jumps two hours back", EnumSet.noneOf(Stage.class));

    /** Dealt beside the others, by dice of their own: seeds have kept the plans that they had before there were these. */
    static final List<ChaosFault> CLOCKS = List.of(CLOCK_AHEAD, CLOCK_BACK, GODWIT_CLOCK_AHEAD, GODWIT_CLOCK_BACK);

    private final String meaning;
    private final Set<Stage> stages;
    private final String remedy;
    private final Set<String> codes;

    ChaosFault(String meaning) {
        this(meaning, EnumSet.allOf(Stage.class));
    }

    ChaosFault(String meaning, Set<Stage> stages) {
        this(meaning, stages, "");
    }

    ChaosFault(String meaning, Set<Stage> stages, String remedy, String... codes) {
        this.meaning = meaning;
        this.stages = stages;
        this.remedy = remedy;
        this.codes = Set.of(codes);
    }

    String meaning() {
        return meaning;
    }

    /** What a person does with the job once the cause is mended. */
    String remedy() {
        return remedy;
    }

    /** Codes with which a job may fail because of it; empty when it has to heal by itself. */
    Set<String> codes() {
        return codes;
    }

    static List<ChaosFault> of(Stage stage) {
        return Arrays.stream(values())
                .filter(fault -> fault.stages.contains(stage))
                .toList();
    }
}
