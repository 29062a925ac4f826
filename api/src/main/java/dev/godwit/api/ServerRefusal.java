package dev.godwit.api;

/** Why a server in this process does not do what it was asked. */
public final class ServerRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient FailureView failure;

    public ServerRefusal(FailureView failure, Throwable cause) {
        super(failure.code() + ": " + failure.title() + " (" + failure.found() + ")", cause);
        this.failure = failure;
    }

    public FailureView failure() {
        return failure;
    }
}
