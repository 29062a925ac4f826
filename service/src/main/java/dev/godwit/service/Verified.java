package dev.godwit.service;

import dev.godwit.core.Severity;
import dev.godwit.core.TableName;
import dev.godwit.pipeline.Repair;
import dev.godwit.pipeline.RowDifference;
import dev.godwit.pipeline.TableVerdict;
import dev.godwit.pipeline.TableVerdict.Verdict;
import dev.godwit.pipeline.Verification;
import dev.godwit.service.VerificationRecord.Difference;
import dev.godwit.service.VerificationRecord.Line;
import dev.godwit.service.VerificationRecord.Result;
import dev.godwit.service.VerificationRecord.State;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a verification found, as it is kept. */
final class Verified {

    private final Verification found;
    private final @Nullable Repair repair;

    private Verified(Verification found, @Nullable Repair repair) {
        this.found = found;
        this.repair = repair;
    }

    static Verified of(Verification found) {
        return new Verified(found, null);
    }

    static Verified of(Repair repair) {
        return new Verified(repair.after(), repair);
    }

    State state() {
        if (found.different()) {
            return State.DIFFERENT;
        }
        if (found.stopped()) {
            return State.STOPPED;
        }
        return found.equal() ? State.EQUAL : State.UNSETTLED;
    }

    Result result() {
        return new Result(
                found.footing() == Verification.Footing.FOLLOWED,
                found.tables().size(),
                tables(Verdict.EQUAL),
                tables(Verdict.DIFFERENT),
                tables(Verdict.UNSETTLED),
                tables(Verdict.NOT_VERIFIED),
                sum(TableVerdict::sourceRows),
                sum(TableVerdict::targetRows),
                sum(TableVerdict::missing),
                sum(TableVerdict::extra),
                sum(TableVerdict::changed),
                sum(TableVerdict::unsettled),
                sum(TableVerdict::rechecked),
                repair == null ? null : (Long) repair.rows(),
                found.definitions().stream().map(Validation.Note::of).toList(),
                found.sequences().stream().map(Validation.Note::of).toList(),
                notes());
    }

    private List<String> notes() {
        return repair == null
                ? found.notes()
                : Stream.concat(found.notes().stream(), repair.notes().stream()).toList();
    }

    private int tables(Verdict verdict) {
        return (int) found.tables().stream()
                .filter(table -> table.verdict() == verdict)
                .count();
    }

    private long sum(ToLongFunction<TableVerdict> part) {
        return found.tables().stream().mapToLong(part).sum();
    }

    /** Those that are not the same for certain. */
    List<TableName> different() {
        return found.tables().stream()
                .filter(table -> table.differing() > 0)
                .map(TableVerdict::table)
                .toList();
    }

    List<Line> lines() {
        return found.tables().stream().map(Verified::line).toList();
    }

    static Line line(TableVerdict table) {
        return new Line(
                table.table().toString(),
                table.verdict().name(),
                table.sourceRows(),
                table.targetRows(),
                table.missing(),
                table.extra(),
                table.changed(),
                table.unsettled(),
                table.rechecked(),
                table.took().toMillis(),
                table.note());
    }

    /** After a repair these are the rows that were mended, and those that differ still. */
    List<Difference> differences(int most) {
        return differences((repair == null ? found : repair.before()).tables(), most);
    }

    static List<Difference> differences(List<TableVerdict> tables, int most) {
        return tables.stream()
                .flatMap(table -> table.rows().stream().map(row -> difference(table, row)))
                .limit(most)
                .toList();
    }

    private static Difference difference(TableVerdict table, RowDifference row) {
        return new Difference(
                table.table().toString(),
                row.kind().name(),
                row.key().stream()
                        .map(part -> new VerificationRecord.Part(part.column(), part.value()))
                        .toList(),
                row.columns(),
                row.times());
    }

    List<TableVerdict> tables() {
        return found.tables();
    }

    /** For the timeline. */
    String words() {
        var result = result();
        String mended = result.repaired() == null ? "" : "; %d rows were copied again".formatted(result.repaired());
        return switch (state()) {
            case EQUAL ->
                "Verified: %d tables are equal, %d rows%s%s"
                        .formatted(result.tablesEqual(), result.targetRows(), unfollowed(), mended);
            case DIFFERENT ->
                "Verified: %d of %d tables differ (%d rows missing, %d extra, %d changed)%s%s"
                        .formatted(
                                result.tablesDifferent(),
                                result.tables(),
                                result.missing(),
                                result.extra(),
                                result.changed(),
                                definitions(result),
                                mended);
            case UNSETTLED ->
                "Verified: nothing differs for certain, but %d of %d tables could not be compared wholly%s"
                        .formatted(result.tables() - result.tablesEqual(), result.tables(), mended);
            case STOPPED, REQUESTED, RUNNING, FAILED, INTERRUPTED ->
                "The verification was stopped; what was read is equal%s".formatted(mended);
        };
    }

    private String unfollowed() {
        int count = tables(Verdict.NOT_FOLLOWED);
        return count == 0 ? "" : "; %d are not followed until the switch".formatted(count);
    }

    private static String definitions(Result result) {
        long count = result.sequences().size()
                + result.definitions().stream()
                        .filter(note -> note.severity() == Severity.FAILED)
                        .count();
        return count == 0 ? "" : ", %d definitions or sequences differ".formatted(count);
    }
}
