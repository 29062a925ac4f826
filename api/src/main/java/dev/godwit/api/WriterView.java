package dev.godwit.api;

/**
 * Somebody who may still write on the source.
 *
 * @param id the server's name of the session or transaction
 * @param application what it calls itself; may be empty
 * @param state what it is doing, for people
 */
public record WriterView(String database, String id, String application, String user, String state) {}
