package dev.godwit.testkit;

import java.util.Map;

/**
 * Where tests themselves come from: an address of the loopback interface that needs no password. With one, signing in
 * takes four times as long, most of it in the hash functions that shall make it slow, and tests ask a server very often.
 */
final class SideDoor {

    static final String ADDRESS = "127.0.0.2";

    private SideDoor() {}

    /** Properties of a driver's connection that comes from there; none where only 127.0.0.1 is loopback. */
    static Map<String, String> properties() {
        return System.getProperty("os.name").equals("Linux") ? Map.of("localSocketAddress", ADDRESS) : Map.of();
    }
}
