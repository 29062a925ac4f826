package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogHistoryTest {

    private static final String ANCESTORS = "1\t0/3000158\tno recovery target specified\n\n2\tA/4000000\tbefore 2026\n";

    @Test
    void findsWhereATimelineWasLeft() {
        assertThat(LogHistory.parted(ANCESTORS, 1).text()).isEqualTo("0/3000158");
        assertThat(LogHistory.parted(ANCESTORS, 2).text()).isEqualTo("A/4000000");
    }

    @Test
    void aTimelineThatIsNoAncestorSharesNothing() {
        assertThat(LogHistory.parted(ANCESTORS, 3).order()).isZero();
    }
}
