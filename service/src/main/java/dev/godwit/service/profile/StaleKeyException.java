package dev.godwit.service.profile;

/** Another process has changed the key meanwhile: it is to be read again. Never leaves this package. */
final class StaleKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleKeyException() {
        super("the key was changed meanwhile");
    }
}
