package dev.godwit.e2e;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Which faults happen, in which stage of a migration and for how long: the same for the same seed. */
final class ChaosPlan {

    /** The promotion's are beyond the number that is asked for: it may succeed before all of them have struck. */
    private static final int IN_PROMOTION = 2;

    private static final int LONGEST_MILLIS = 4_000;
    private static final int LONGEST_PAUSE_MILLIS = 1_500;

    private static final List<Stage> CLOCK_STAGES = List.of(Stage.FULL_DUMP, Stage.CDC, Stage.CDC, Stage.PROMOTING);

    private final Random random;
    private final Map<Stage, Deque<ChaosFault>> decks = new EnumMap<>(Stage.class);
    private final List<Strike> strikes = new ArrayList<>();

    /** @param clocks whether clocks jump, too, beyond the number that is asked for */
    ChaosPlan(long seed, int faults, boolean clocks) {
        this.random = new Random(seed);
        int dump = Math.max(1, faults * 3 / 10);
        for (int i = 0; i < faults + IN_PROMOTION; i++) {
            strikes.add(next(i + 1, stage(i, dump, faults)));
        }
        if (clocks) {
            addClocks(new Random(~seed));
        }
    }

    /** Each jump once; what was dealt before keeps its order, its numbers and its dice. */
    private void addClocks(Random dice) {
        var jumps = new ArrayList<>(ChaosFault.CLOCKS);
        Collections.shuffle(jumps, dice);
        for (Stage stage : CLOCK_STAGES) {
            int first = strikes.indexOf(strikes(stage).getFirst());
            int index = first + dice.nextInt(strikes(stage).size());
            strikes.add(index, strike(strikes.size() + 1, stage, jumps.removeLast(), dice));
        }
    }

    /** When. */
    enum Stage {
        FULL_DUMP,
        BUILDING_INDEXES,
        CDC,
        PROMOTING
    }

    /** Where. */
    enum Side {
        SOURCE,
        TARGET
    }

    /**
     * One fault.
     *
     * @param after    how long the stage goes on before it
     * @param lasts    until it is mended
     * @param healthy  whether the next one waits until the job is healthy again
     * @param dice     whatever is arbitrary in it
     */
    record Strike(
            int number,
            Stage stage,
            ChaosFault fault,
            Side side,
            Duration after,
            Duration lasts,
            boolean healthy,
            long dice) {

        @Override
        public String toString() {
            return "%2d. %-16s %-20s %-6s after %4d ms, for %4d ms%s"
                    .formatted(
                            number,
                            stage,
                            fault,
                            side,
                            after.toMillis(),
                            lasts.toMillis(),
                            healthy ? ", then health" : "");
        }
    }

    List<Strike> strikes(Stage stage) {
        return strikes.stream().filter(strike -> strike.stage() == stage).toList();
    }

    List<Strike> strikes() {
        return strikes;
    }

    /** One more, in CDC. */
    Strike further() {
        var strike = next(strikes.size() + 1, Stage.CDC);
        strikes.add(strike);
        return strike;
    }

    private static Stage stage(int index, int dump, int faults) {
        if (index < dump) {
            return Stage.FULL_DUMP;
        }
        if (index == dump) {
            return Stage.BUILDING_INDEXES;
        }
        return index < faults ? Stage.CDC : Stage.PROMOTING;
    }

    private Strike next(int number, Stage stage) {
        return strike(number, stage, deal(stage), random);
    }

    private static Strike strike(int number, Stage stage, ChaosFault fault, Random random) {
        return new Strike(
                number,
                stage,
                fault,
                random.nextBoolean() ? Side.SOURCE : Side.TARGET,
                Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)),
                Duration.ofMillis(random.nextInt(100, LONGEST_MILLIS)),
                random.nextInt(3) > 0,
                random.nextLong());
    }

    /** Each kind once before any comes twice. */
    private ChaosFault deal(Stage stage) {
        Deque<ChaosFault> deck = decks.computeIfAbsent(stage, _ -> new ArrayDeque<>());
        if (deck.isEmpty()) {
            var shuffled = new ArrayList<>(ChaosFault.of(stage));
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        return deck.removeFirst();
    }
}
