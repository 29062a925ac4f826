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
