package dev.godwit.core;

/**
 * A database server as it answered.
 *
 * @param engine the engine's label and major version for people, such as "MariaDB 11"
 * @param version the server's full version text
 * @param address host and port, never with credentials
 * @param database the database connected to
 */
public record Server(String engine, String version, String address, String database) {}
