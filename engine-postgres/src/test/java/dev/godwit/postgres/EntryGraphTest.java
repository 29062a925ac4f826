package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntryGraphTest {

    private final EntryGraph graph = new EntryGraph(Toc.parse("""
            3; 2615 100 SCHEMA - app owner
            4; 1247 101 TYPE app mood owner
            ;	depends on: 3
            40; 0 0 COMMENT app TYPE mood owner
            ;	depends on: 4
            5; 1259 102 TABLE app one owner
            ;	depends on: 4 3
            6; 1259 103 TABLE app other owner
            ;	depends on: 3
            7; 1259 104 VIEW app both owner
            ;	depends on: 5 6 99
            8; 1259 105 VIEW app above owner
            ;	depends on: 7
            9; 0 0 ACL app VIEW above owner
            ;	depends on: 8
            """.lines().toList()));

    @Test
    void findsAllThatHangsOnAnEntryHoweverFar() {
        assertThat(graph.hangingOn(List.of(5))).containsExactlyInAnyOrder(5, 7, 8, 9);
        assertThat(graph.hangingOn(List.of(8))).containsExactlyInAnyOrder(8, 9);
    }

    @Test
    void findsAllThatAnEntryNeedsAsFarAsItIsInTheArchive() {
        assertThat(graph.neededBy(List.of(8))).containsExactlyInAnyOrder(8, 7, 6, 5, 4, 3);
    }

    @Test
    void addsWhatIsSaidAboutEntriesAlone() {
        assertThat(graph.withWords(List.of(4))).containsExactlyInAnyOrder(4, 40);
        assertThat(graph.withWords(List.of(5))).containsExactly(5);
    }
}
