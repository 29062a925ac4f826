package dev.godwit.cli;

import dev.godwit.api.TestView;

/** What the test of a connection came to, step by step. */
final class TestAnswer {

    private static final int NAME = 10;
    private static final int DETAIL = 40;

    private TestAnswer() {}

    static void print(Paper paper, TestView test) {
        var look = paper.look();
        for (var step : test.steps()) {
            String sign = step.ok() ? look.done() : look.failed();
            String detail = Cells.pad(Cells.harmless(step.detail()), DETAIL, false);
            paper.line("%s %s%s%dms".formatted(sign, Cells.pad(name(step.name()), NAME, false), detail, step.tookMs()));
            if (step.failure() != null) {
                paper.line("  error  %s %s"
                        .formatted(step.failure().code(), step.failure().title()));
                paper.line("  found  " + Cells.harmless(step.failure().found()));
                paper.line("  do     " + Cells.harmless(step.failure().next()));
            }
        }
        if (test.ok()) {
            String version = test.serverVersion() == null ? "" : Cells.harmless(test.serverVersion());
            String latency = test.latencyMs() == null ? "" : ", answers in %dms".formatted(test.latencyMs());
            paper.line("Works: " + version + latency);
        }
    }

    private static String name(String step) {
        return switch (step) {
            case "TUNNEL" -> "Tunnel";
            case "HOST_KEY" -> "Host key";
            case "TCP" -> "TCP";
            case "TLS" -> "TLS";
            case "PASSWORD" -> "Password";
            case "VERSION" -> "Version";
            default -> Words.dashed(step);
        };
    }
}
