package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** SQL of one or several statements, separated by semicolons. */
public final class SqlScript {
    private final String name;
    private final String text;

    private SqlScript(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** The script with this text. */
    public static SqlScript of(String text) {
        return new SqlScript(text.length() > 200 ? text.substring(0, 200) + " …" : text, text);
    }

    /** The script in this file. */
    public static SqlScript of(Path file) {
        try {
            return new SqlScript(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script that is a resource beside this class. */
    public static SqlScript resource(Class<?> beside, String name) {
        try (var stream = beside.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("No resource " + name + " beside " + beside.getName());
            }
            return new SqlScript(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The part for a server of this major version. Lines after {@code --@ >= 12} are for 12 and newer, after {@code --@ < 12}
     * for 11 and older, after {@code --@ all} for all.
     */
    public SqlScript forVersion(int major) {
        boolean included = true;
        var part = new StringBuilder(text.length());
        for (String line : text.lines().toList()) {
            if (line.startsWith("--@ ")) {
                included = includes(line.substring(4).strip(), major);
            } else if (included) {
                part.append(line).append('\n');
            }
        }
        return new SqlScript(name, part.toString());
    }

    private static boolean includes(String condition, int major) {
        if (condition.equals("all")) {
            return true;
        }
        int bound = Integer.parseInt(condition.substring(condition.indexOf(' ') + 1));
        return condition.startsWith(">= ") ? major >= bound : major < bound;
    }

    /** The script's text. */
    public String text() {
        return text;
    }

    /**
     * Runs the statements. With auto-commit all of them are one transaction, but for a single statement that refuses to be in
     * one.
     */
    public void run(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
        } catch (SQLException e) {
            throw new UncheckedSqlException(name, e);
        }
    }
}
