package dev.godwit.postgres;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides for each entry of an archive at which stage of a migration it is made. */
final class StageDivision {

    private final SourceFacts facts;
    private final TargetRights rights;

    StageDivision(SourceFacts facts, TargetRights rights) {
        this.facts = facts;
        this.rights = rights;
    }

    /** The entries of each stage, in the archive's order. */
    Map<Stage, List<TocEntry>> divide(Toc toc) {
        var stages = new HashMap<Integer, Stage>();
        var divided = new EnumMap<Stage, List<TocEntry>>(Stage.class);
        for (Stage stage : Stage.values()) {
            divided.put(stage, new ArrayList<>());
        }
        for (TocEntry entry : toc.entries()) {
            Stage own = stage(entry);
            Stage stage = own == Stage.WITH_PARENT ? Stage.CREATE : own;
            if (own == Stage.WITH_PARENT || entry.kind() == TocKind.ACL) {
                for (int need : entry.needs()) {
                    stage = later(stage, stages.getOrDefault(need, Stage.CREATE));
                }
            }
            stages.put(entry.id(), stage);
            divided.computeIfAbsent(stage, s -> new ArrayList<>()).add(entry);
        }
        return divided;
    }

    private static Stage later(Stage one, Stage other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private Stage stage(TocEntry entry) {
        Stage usual = entry.kind().stage();
        return switch (entry.kind()) {
            case TRIGGER -> trigger(entry, usual);
            case RULE -> rule(entry, usual);
            case ACL -> rights.superuser() ? usual : Stage.COMPLETE;
            case CONSTRAINT -> constraint(entry, usual);
            default -> usual;
        };
    }

    /** What a copy is a copy of may be made at the switch. */
    private Stage trigger(TocEntry entry, Stage usual) {
        boolean acts = facts.acting().contains(entry.oid()) || !rights.replicaRole();
        return acts || facts.copies().contains(entry.oid()) ? Stage.COMPLETE : usual;
    }

    /** The rule of a view is the view itself, whose definition waited for a primary key. */
    private Stage rule(TocEntry entry, Stage usual) {
        boolean view = entry.text().contains(" _RETURN ");
        boolean acts = facts.acting().contains(entry.oid()) || !rights.replicaRole();
        return acts && !view ? Stage.COMPLETE : usual;
    }

    /** A NOT NULL that is not yet valid for all rows stands among the keys since version 18. */
    private Stage constraint(TocEntry entry, Stage usual) {
        SourceFacts.Constraint constraint = facts.constraints().get(entry.oid());
        return constraint != null && (constraint.type() == 'n' || constraint.type() == 'c') ? Stage.COMPLETE : usual;
    }
}
