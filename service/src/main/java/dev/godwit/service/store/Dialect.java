package dev.godwit.service.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the kinds of stores differ; each has a file of its own, named after the scheme of its addresses.
 *
 * @param serial type of a column that numbers its rows
 * @param now the store's own clock, microseconds since 1970
 * @param driver settings of its driver
 */
record Dialect(String serial, String now, Properties driver) {

    private static final String DRIVER = "driver.";

    /** Empty for a scheme that nobody knows. */
    static Optional<Dialect> of(String scheme) {
        var text = new Properties();
        if (!scheme.matches("[a-z]+")) {
            return Optional.empty();
        }
        try (@Nullable InputStream file = Dialect.class.getResourceAsStream(scheme + ".dialect.properties")) {
            if (file == null) {
                return Optional.empty();
            }
            text.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var driver = new Properties();
        text.stringPropertyNames().stream()
                .filter(name -> name.startsWith(DRIVER))
                .forEach(name -> driver.setProperty(name.substring(DRIVER.length()), text.getProperty(name)));
        return Optional.of(new Dialect(text.getProperty("serial"), text.getProperty("now"), driver));
    }
}
