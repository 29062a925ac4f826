package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.spi.Progress.Waiting;
import dev.godwit.pipeline.Decision;
import dev.godwit.pipeline.WaitingTable;
import java.util.List;

/** Takes what people decide about tables that wait since their definition changed. */
final class Deciding {

    static final String ACTION = "decide";

    private final Parts parts;
    private final Ownership ownership;

    Deciding(Parts parts, Ownership ownership) {
        this.parts = parts;
        this.ownership = ownership;
    }

    /** Hands it to the run; what comes of it is told on the timeline. */
    void ask(String idOrName, DecisionAsk ask, Caller caller) {
        if (Repeat.of(parts.store(), caller, ACTION, idOrName).isPresent()) {
            return;
        }
        var job = parts.desk().find(idOrName);
        var database = job.database(ask.database());
        if (!database.follows()) {
            throw refused("%s is %s, and decisions are taken while it runs in CDC"
                    .formatted(database.source(), database.state().lowerWords()));
        }
        if (job.spec().wayBack() && ask.decision().kind() == Decision.Kind.COPY) {
            throw refused("a way back follows, and never copies: run a statement, or exclude the table");
        }
        check(parts.setAsides().of(job.id(), database.id()), ask);
        if (!ownership.mayAct(job)) {
            throw Failure.of(ServiceFailure.RUNNING_ELSEWHERE)
                    .found("%s is run by another server", job.name())
                    .next("Ask that server.");
        }
        Course course = parts.runs()
                .of(database.id())
                .orElseThrow(() -> refused(database.source() + " is about to begin again; try in a moment"));
        parts.store().note(job, new JobStore.Entry(text(ask), database.id(), ACTION, caller));
        parts.feeds().of(job.id()).publish(new Update.Noted(database.id(), text(ask)));
        course.journal().waiting().decide(course.control(), ask.table(), ask.decision());
    }

    private static void check(List<SetAside> waiting, DecisionAsk ask) {
        WaitingTable table = waiting.stream()
                .map(SetAside::table)
                .filter(each -> each.table().equals(ask.table()))
                .findFirst()
                .orElseThrow(() -> refused("table " + ask.table() + " does not wait"));
        if (table.choice() == Waiting.Choice.COPY) {
            throw refused("table " + ask.table() + " is to be copied again already");
        }
        switch (ask.decision().kind()) {
            case COPY -> {}
            case EXCLUDE -> {
                if (table.choice() == Waiting.Choice.EXCLUDE) {
                    throw refused("table " + ask.table() + " is excluded already");
                }
            }
            case APPLY -> {
                if (!table.appliable()) {
                    throw refused("the source does not keep what changed in table " + ask.table()
                            + ", so no statement can mend it: copy it again, or exclude it");
                }
            }
        }
    }

    private static String text(DecisionAsk ask) {
        Decision decision = ask.decision();
        return switch (decision.kind()) {
            case COPY -> "Decided: copy table " + ask.table() + " again";
            case EXCLUDE -> "Decided: exclude table " + ask.table();
            case APPLY -> "Decided: run on the target for table " + ask.table() + ": " + decision.statement();
        };
    }

    private static Failure refused(String found) {
        return Failure.of(ServiceFailure.DECISION_REFUSED).found("%s", found).build();
    }
}
