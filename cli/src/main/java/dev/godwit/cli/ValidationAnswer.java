package dev.godwit.cli;

import dev.godwit.api.FindingView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.ValidationView;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What validation found, as the answer of {@code godwit validate} and {@code godwit job validate}. */
final class ValidationAnswer {

    private static final String FORBIDS = "FAILED";

    private ValidationAnswer() {}

    static void print(PrintStream out, Look look, List<JobEvent.Found> findings) {
        var views = findings.stream()
                .map(found -> new FindingView(
                        found.code(),
                        found.title(),
                        found.severity(),
                        found.side(),
                        found.scope(),
                        found.found(),
                        found.next()))
                .toList();
        print(new Paper(out, look, Integer.MAX_VALUE), "", views);
        out.flush();
    }

    /** @param job its name, where there are others; else empty */
    static void print(Paper paper, String job, ValidationView validation) {
        boolean several = validation.databases().size() > 1;
        for (var database : validation.databases()) {
            String whose = Stream.of(job, several ? database.database() : "")
                    .filter(name -> !name.isEmpty())
                    .map(Cells::harmless)
                    .collect(Collectors.joining("/"));
            print(paper, whose.isEmpty() ? "" : " " + whose, database.findings());
        }
    }

    private static void print(Paper paper, String whose, List<FindingView> findings) {
        var look = paper.look();
        long failed = findings.stream().filter(ValidationAnswer::forbids).count();
        long warnings = findings.size() - failed;
        String counts = "%s failed, %s".formatted(failed, Story.plural(warnings, "warning"));
        if (failed > 0) {
            paper.line(look.failed() + " Failed      " + counts + whose);
        } else if (warnings > 0) {
            paper.line(look.warning() + " Warning     " + counts + whose);
        } else {
            paper.line(look.done() + " Succeeded   nothing in the way" + whose);
        }
        findings.stream().filter(ValidationAnswer::forbids).forEach(finding -> print(paper, finding));
        findings.stream().filter(finding -> !forbids(finding)).forEach(finding -> print(paper, finding));
    }

    private static boolean forbids(FindingView finding) {
        return finding.severity().equals(FORBIDS);
    }

    private static void print(Paper paper, FindingView finding) {
        String sign = forbids(finding) ? paper.look().failed() : paper.look().warning();
        String where = Words.dashed(finding.side());
        paper.line("%s %s %s (%s)".formatted(sign, finding.code(), finding.title(), where));
        paper.line("  Found: " + finding.found());
        paper.line("  Do:    " + finding.next());
    }
}
