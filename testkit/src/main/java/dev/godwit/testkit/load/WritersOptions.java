package dev.godwit.testkit.load;

import java.time.Duration;

/** How many writers there are, and how fast they are. The defaults: one writer, no limit, seed 1. */
public final class WritersOptions {
    private final String name;
    private final Connections connections;
    private final Transactions transactions;
    private int writers = 1;
    private double perSecond = Double.POSITIVE_INFINITY;
    private long seed = 1;

    WritersOptions(String name, Connections connections, Transactions transactions) {
        this.name = name;
        this.connections = connections;
        this.transactions = transactions;
    }

    /** Threads, each with a connection of its own. */
    public WritersOptions writers(int count) {
        writers = count;
        return this;
    }

    /** Limit for all writers together, in transactions. */
    public WritersOptions perSecond(double transactionsPerSecond) {
        perSecond = transactionsPerSecond;
        return this;
    }

    /** The same seed gives each writer the same choices. */
    public WritersOptions seed(long value) {
        seed = value;
        return this;
    }

    /** Starts the threads. */
    public Writers start() {
        return new Writers(this);
    }

    String name() {
        return name;
    }

    Connections connections() {
        return connections;
    }

    Transactions transactions() {
        return transactions;
    }

    int writers() {
        return writers;
    }

    long seed() {
        return seed;
    }

    /** Time between two transactions of one writer; zero without a limit. */
    Duration interval() {
        return Duration.ofNanos((long) (writers / perSecond * 1e9));
    }
}
