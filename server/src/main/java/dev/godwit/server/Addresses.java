package dev.godwit.server;

import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.ServerAddress;
import java.util.List;

/** What addresses say, by the engine that understands them. */
final class Addresses {

    private final List<Engine> engines;

    Addresses(List<Engine> engines) {
        this.engines = List.copyOf(engines);
    }

    /** Ids of those that are known. */
    List<String> engines() {
        return engines.stream().map(Engine::id).toList();
    }

    ServerAddress of(String url) {
        return engines.stream()
                .filter(engine -> engine.recognises(url))
                .findFirst()
                .map(engine -> engine.address(url))
                .orElseGet(() -> new ServerAddress(url, 0, "", null));
    }

    /** Host and port. */
    String server(String url) {
        return text(of(url));
    }

    static String text(ServerAddress address) {
        if (address.port() == 0) {
            return address.host();
        }
        return (address.host().indexOf(':') >= 0 ? "[" + address.host() + "]" : address.host()) + ":" + address.port();
    }

    /** Id of the engine; empty when none understands the address. */
    String engine(String url) {
        return engines.stream()
                .filter(engine -> engine.recognises(url))
                .findFirst()
                .map(Engine::id)
                .orElse("");
    }
}
