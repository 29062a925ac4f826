package dev.godwit.server;

import dev.godwit.api.WaitingView;
import dev.godwit.service.SetAside;
import java.util.List;

/** Tables that wait as clients see them. */
final class Waitings {

    private Waitings() {}

    static List<WaitingView> view(List<SetAside> tables) {
        return tables.stream().map(Waitings::view).toList();
    }

    private static WaitingView view(SetAside each) {
        var table = each.table();
        var decision = each.decision();
        return new WaitingView(
                table.table().schema(),
                table.table().name(),
                table.reason(),
                table.choice().name(),
                table.appliable(),
                decision == null ? null : decision.kind().name());
    }
}
