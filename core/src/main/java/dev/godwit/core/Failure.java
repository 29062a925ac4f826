package dev.godwit.core;

import java.util.Locale;
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

    private Failure(FailureCode code, String found, String next, @Nullable Throwable cause) {
        super(code.id() + ": " + code.title() + ": " + found, cause);
        this.code = code;
        this.found = found;
        this.next = next;
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

    public boolean isTransient() {
        return code.kind() == FailureKind.TRANSIENT;
    }

    /** Collects the parts of a failure. */
    public static final class Builder {

        private final FailureCode code;
        private String found = "";
        private @Nullable Throwable cause;

        private Builder(FailureCode code) {
            this.code = code;
        }

        /** What was found, as a {@link String#format} template. */
        public Builder found(String template, Object... values) {
            this.found = values.length == 0 ? template : String.format(Locale.ROOT, template, values);
            return this;
        }

        public Builder cause(Throwable cause) {
            this.cause = cause;
            return this;
        }

        /** The next action, as a {@link String#format} template. */
        public Failure next(String template, Object... values) {
            String next = values.length == 0 ? template : String.format(Locale.ROOT, template, values);
            return new Failure(code, found, next, cause);
        }

        /** With the code's general advice as next action. */
        public Failure build() {
            return new Failure(code, found, code.advice(), cause);
        }
    }
}
