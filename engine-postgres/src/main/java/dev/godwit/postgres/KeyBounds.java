package dev.godwit.postgres;

import dev.godwit.core.Table;
import dev.godwit.core.spi.KeyRange;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds keys that cut a table into pieces of about the same number of rows: percentiles of whole keys, so that a skewed
 * first column is no trap. Small tables are counted; of larger ones a sample of blocks is read.
 */
final class KeyBounds {

    /** Counting up to here takes a fraction of a second. */
    private static final long COUNTED_BLOCKS = 8_192;

    private static final long COUNTED_BYTES = 64L << 20;
    private static final long FEWEST_SAMPLED_BLOCKS = 1_000;
    private static final long MOST_SAMPLED_BLOCKS = 8_000;
    private static final int SAMPLED_ONE_OF = 100;
    /** Their bounds stay in memory. */
    private static final long MOST_PIECES = 100_000;

    private final Connection connection;
    private final InspectedTable table;
    private final InspectionSql sql;

    KeyBounds(Connection connection, InspectedTable table, InspectionSql sql) {
        this.connection = connection;
        this.table = table;
        this.sql = sql;
    }

    List<KeyRange> cut(Table described, KeyRange within, long rows) throws SQLException {
        boolean small = table.blocks() <= COUNTED_BLOCKS && described.bytes() <= COUNTED_BYTES;
        boolean bounded = !within.from().isEmpty() && !within.to().isEmpty();
        boolean counted = small || bounded;
        return ranges(within, bounds(counted ? sql.boundsByCount(within, rows) : sampled(within, rows)));
    }

    private String sampled(KeyRange within, long rows) throws SQLException {
        long blocks = Math.max(1, table.blocks());
        long wanted = Math.clamp(blocks / SAMPLED_ONE_OF, FEWEST_SAMPLED_BLOCKS, MOST_SAMPLED_BLOCKS);
        double percent = Math.min(100, 100.0 * wanted / blocks);
        long sample = Math.max(1, count(sql.sampleSize(within, percent)));
        double all = sample * 100 / percent;
        double pieces = Math.clamp(all / rows, 1, MOST_PIECES);
        return sql.boundsBySample(within, percent, Math.max(1, Math.round(sample / pieces)));
    }

    private long count(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<List<String>> bounds(String query) throws SQLException {
        var bounds = new ArrayList<List<String>>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                var key = new ArrayList<String>(table.key().size());
                for (int i = 0; i < table.key().size(); i++) {
                    key.add(row.getString(i + 1));
                }
                bounds.add(key);
            }
        }
        return bounds;
    }

    private static List<KeyRange> ranges(KeyRange within, List<List<String>> bounds) {
        var ranges = new ArrayList<KeyRange>(bounds.size() + 1);
        List<String> from = within.from();
        for (List<String> bound : bounds) {
            ranges.add(new KeyRange(from, bound));
            from = bound;
        }
        ranges.add(new KeyRange(from, within.to()));
        return ranges;
    }
}
