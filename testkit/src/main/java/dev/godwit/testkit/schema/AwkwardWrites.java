package dev.godwit.testkit.schema;

import dev.godwit.testkit.SqlScript;
import dev.godwit.testkit.load.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs the transactions in {@code awkward/writes.sql}, where their format is described, in random order. */
final class AwkwardWrites implements Transactions {
    private static final Pattern NUMBER = Pattern.compile("«(?:(\\p{Alpha})(?:=(\\d+))?|(\\d+))»");

    private final Map<Integer, List<String>> ofVersion = new ConcurrentHashMap<>();

    /** Those that a server of this major version takes. */
    static List<String> transactions(int major) {
        String script = SqlScript.resource(AwkwardWrites.class, "awkward/writes.sql")
                .forVersion(major)
                .text();
        return Stream.of(script.split("\n\n+", -1))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .filter(transaction -> !transaction.startsWith("-- "))
                .toList();
    }

    @Override
    public void write(Connection connection, RandomGenerator random) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        var transactions = ofVersion.computeIfAbsent(major, AwkwardWrites::transactions);
        run(connection, transactions.get(random.nextInt(transactions.size())), random);
    }

    /** Runs one of the transactions. */
    static void run(Connection connection, String transaction, RandomGenerator random) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(withNumbers(transaction, random));
        }
    }

    static String withNumbers(String transaction, RandomGenerator random) {
        var named = new HashMap<String, Integer>();
        return NUMBER.matcher(transaction).replaceAll(match -> {
            String name = match.group(1);
            if (name == null) {
                return Integer.toString(random(random, match.group(3)));
            }
            if (match.group(2) != null) {
                named.put(name, random(random, match.group(2)));
            }
            return Integer.toString(named.getOrDefault(name, 0));
        });
    }

    private static int random(RandomGenerator random, String bound) {
        return random.nextInt(1, Integer.parseInt(bound) + 1);
    }
}
