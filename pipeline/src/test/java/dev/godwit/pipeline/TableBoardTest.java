package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import dev.godwit.pipeline.TableProgress.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableBoardTest {

    private static final TableName A = new TableName("public", "a");
    private static final TableName B = new TableName("public", "b");

    private final List<List<TableProgress>> told = new ArrayList<>();
    private final TableBoard board = new TableBoard(told::add);

    @Test
    void tellsOnlyWhatChanged() {
        board.begin(List.of(table(A), table(B)), Map.of(B, new Progress.Copied(Optional.empty(), 7, 70)));
        assertThat(told)
                .containsExactly(List.of(
                        new TableProgress(A, State.WAITING, 0, 0, 100), new TableProgress(B, State.COPIED, 7, 70, 70)));
        board.restart(A);
        board.copied(A, 3, 30);
        assertThat(told).hasSize(1);
        board.tell();
        assertThat(told.getLast()).containsExactly(new TableProgress(A, State.COPYING, 3, 30, 100));
        board.finished(A, 2);
        board.compared(List.of(new Report.TableResult(B, 7, 8, false, false)));
        board.tell();
        assertThat(told.getLast())
                .containsExactly(
                        new TableProgress(A, State.COPIED, 2, 30, 30),
                        new TableProgress(B, State.DIFFERENT, 8, 70, 70));
        board.tell();
        assertThat(told).hasSize(3);
    }

    @Test
    void takesBackWhatIsCopiedAgain() {
        board.begin(List.of(table(A)), Map.of());
        board.restart(A);
        board.copied(A, 3, 30);
        board.restart(A);
        board.tell();
        assertThat(told.getLast()).containsExactly(new TableProgress(A, State.COPYING, 0, 0, 100));
    }

    @Test
    void tellsWhatCameAndWhatIsGone() {
        board.begin(List.of(table(A)), Map.of(A, new Progress.Copied(Optional.empty(), 7, 70)));
        board.renew(List.of(table(B)));
        assertThat(told.getLast())
                .containsExactly(
                        new TableProgress(A, State.GONE, 7, 70, 70), new TableProgress(B, State.FOLLOWED, 0, 0, 100));
        board.renew(List.of(table(B)));
        board.followed(List.of(A));
        board.tell();
        assertThat(told).hasSize(2);
    }

    private static Table table(TableName name) {
        return new Table(name, List.of(), 10, 100, true, 0, "");
    }
}
