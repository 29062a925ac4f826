package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.spi.Engine;
import java.util.List;

/** The engines that are there. */
public final class Engines {

    private final List<Engine> engines;

    public Engines(List<Engine> engines) {
        this.engines = List.copyOf(engines);
    }

    /** The engine that understands an address. */
    public Engine of(String url) {
        return engines.stream()
                .filter(engine -> engine.recognises(url))
                .findFirst()
                .orElseThrow(() -> Failure.of(ServiceFailure.ENGINE_UNKNOWN)
                        .found("%s", scheme(url))
                        .next("Supported: %s.", String.join(", ", names())));
    }

    private List<String> names() {
        return engines.stream().map(engine -> engine.id() + "://…").toList();
    }

    /** As much of a text nobody understands as is safe to show. */
    private static String scheme(String url) {
        int colon = url.indexOf("://");
        return colon > 0 ? "the address begins with " + url.substring(0, colon) + "://" : "the address has no scheme";
    }

    /** Refuses a job that would write where it reads. */
    static void refuseSame(String source, String target, String database) {
        if (place(source).equals(place(target))) {
            throw Failure.of(ServiceFailure.SAME_DATABASE)
                    .found("%s", database.isEmpty() ? place(source) : place(source) + ", database " + database)
                    .build();
        }
    }

    /** Host, port and database: an address without user and options. */
    private static String place(String canonical) {
        String path = canonical.split("[?#]", 2)[0];
        return path.substring(Math.max(path.lastIndexOf('@'), path.indexOf("://") + 2) + 1);
    }
}
