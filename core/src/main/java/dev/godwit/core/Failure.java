package dev.godwit.core;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of Godwit: a code, what was found, and what to do next. Its message never holds a row's values or a
 * secret.
 */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient FailureCode code;
    private final String found;
    private final String next;
    private final @Nullable String about;

    private Failure(FailureCode code, String found, String next, @Nullable String about, @Nullable Throwable cause) {
        super(code.id() + ": " + code.title() + ": " + found, cause);
        this.code = code;
        this.found = found;
        this.next = next;
        this.about = about;
    }

    /** Begins a failure; ends with {@link Builder#next} or {@link Builder#build}. */
    public static Builder of(FailureCode code) {
        return new Builder(code);
    }

    public FailureCode code() {
        return code;
    }

    /** What was found and where. */
    public String found() {
        return found;
    }

    /** What a person does next. */
    public String next() {
        return next;
    }

    /** The value that was asked for and cannot be: its path in the request, as retention.bytes; null when it is about the whole. */
    public @Nullable String about() {
        return about;
    }

    /** Reads a value; what fails, and names no value by itself, is about this one. */
    public static <T> T about(String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Failure e) {
            if (e.about != null) {
                throw e;
            }
            throw new Failure(e.code, e.found, e.next, path, e);
        }
    }

    public boolean isTransient() {
        return code.kind() == FailureKind.TRANSIENT;
    }

    /** Collects the parts of a failure. */
    public static final class Builder {

        private final FailureCode code;
        private String found = "";
        private @Nullable String about;
        private @Nullable Throwable cause;

        private Builder(FailureCode code) {
            this.code = code;
        }

        /** What was found, as a {@link String#format} template. */
        public Builder found(String template, Object... values) {
            this.found = values.length == 0 ? template : String.format(Locale.ROOT, template, values);
            return this;
        }

        /** The path of the value in the request that it is about. */
        public Builder about(String path) {
            this.about = path;
            return this;
        }

        public Builder cause(Throwable cause) {
            this.cause = cause;
            return this;
        }

        /** The next action, as a {@link String#format} template. */
        public Failure next(String template, Object... values) {
            String next = values.length == 0 ? template : String.format(Locale.ROOT, template, values);
            return new Failure(code, found, next, about, cause);
        }

        /** With the code's general advice as next action. */
        public Failure build() {
            return new Failure(code, found, code.advice(), about, cause);
        }
    }
}
