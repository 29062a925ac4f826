package dev.godwit.core;

/**
 * A session or transaction on the source that may still write.
 *
 * @param id the server's name of it, such as a process number or a prepared transaction's name
 * @param application what it calls itself; may be empty
 * @param user who is signed in
 * @param state what it is doing, for people
 */
public record Writer(String id, String application, String user, String state) {

    @Override
    public String toString() {
        String name = application.isEmpty() ? "unnamed" : application;
        return name + " (" + user + ", " + id + ", " + state + ")";
    }
}
