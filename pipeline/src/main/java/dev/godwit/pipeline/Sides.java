package dev.godwit.pipeline;

import dev.godwit.core.Side;
import dev.godwit.core.spi.Inspection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Both sides, as they are looked at. */
record Sides(Inspection source, Inspection target) {

    /** What each side answers. */
    record Both<T>(T source, T target) {}

    /** Asks both at once. */
    <T> Both<T> both(Function<Inspection, T> question) {
        Map<Side, T> answers = new EnumMap<>(Side.class);
        Parallel.map(
                        List.of(Side.values()),
                        2,
                        side -> Map.entry(side, question.apply(side == Side.SOURCE ? source : target)))
                .forEach(answer -> answers.put(answer.getKey(), answer.getValue()));
        return new Both<>(
                Objects.requireNonNull(answers.get(Side.SOURCE)), Objects.requireNonNull(answers.get(Side.TARGET)));
    }

    void forget() {
        source.forget();
        target.forget();
    }

    void close() {
        source.close();
        target.close();
    }
}
