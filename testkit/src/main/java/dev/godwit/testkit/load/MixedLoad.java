package dev.godwit.testkit.load;

import dev.godwit.testkit.SqlScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Every kind of write in random order, over tables that each are awkward in one way, in the schema {@code mixed}. What is
 * there afterwards depends on how the writers meet, so that two databases are to be compared, not one with an expectation.
 */
public final class MixedLoad implements Transactions {
    private record Weighted(int weight, Transactions writes) {}

    private final List<Weighted> kinds = new ArrayList<>();
    private final int totalWeight;

    private MixedLoad(boolean truncates) {
        add(20, ItemWrites::insert);
        add(20, ItemWrites::update);
        add(10, ItemWrites::delete);
        add(3, ItemWrites::manyRows);
        add(4, ItemWrites::sameRowAgainAndAgain);
        add(6, ItemWrites::savepoints);
        add(3, ItemWrites::rolledBack);
        add(8, ToastWrites::insert);
        add(12, ToastWrites::updateBesideToast);
        add(4, ToastWrites::replace);
        add(4, ToastWrites::moveKey);
        add(8, KeyWrites::moveKey);
        add(5, KeyWrites::swapKeys);
        add(5, KeyWrites::swapUniqueValues);
        add(6, KeyWrites::indexIdentity);
        add(6, KeyWrites::family);
        add(6, KeyWrites::movePartition);
        add(8, KeylessWrites::insertTwice);
        add(6, KeylessWrites::updateAllAlike);
        add(5, KeylessWrites::deleteOneOfSeveral);
        add(6, KeylessWrites::fullIdentity);
        if (truncates) {
            add(1, KeylessWrites::truncate);
        }
        totalWeight = kinds.stream().mapToInt(Weighted::weight).sum();
    }

    private void add(int weight, Transactions writes) {
        kinds.add(new Weighted(weight, writes));
    }

    /** Creates the tables and a few hundred rows; the connection is in auto-commit mode. */
    public static MixedLoad create(Connection connection) {
        script(connection);
        return new MixedLoad(true);
    }

    /** The same without TRUNCATE, which a source of version 10 cannot replicate. */
    public static MixedLoad createWithoutTruncate(Connection connection) {
        script(connection);
        return new MixedLoad(false);
    }

    private static void script(Connection connection) {
        try {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            SqlScript.resource(MixedLoad.class, "mixed.sql").forVersion(major).run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writers; start them with a number, a limit and a seed. */
    public WritersOptions application(Connections connections) {
        return Writers.of("mixed", connections, this);
    }

    @Override
    public void write(Connection connection, RandomGenerator random) throws SQLException {
        int choice = random.nextInt(totalWeight);
        for (Weighted kind : kinds) {
            choice -= kind.weight();
            if (choice < 0) {
                kind.writes().write(connection, random);
                return;
            }
        }
    }
}
