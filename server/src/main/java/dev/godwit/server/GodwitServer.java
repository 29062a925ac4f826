package dev.godwit.server;

import dev.godwit.api.FailureView;
import dev.godwit.api.ServerRefusal;
import dev.godwit.api.StandaloneServer;
import dev.godwit.api.TokenCreated;
import dev.godwit.api.TokenRequest;
import dev.godwit.api.TokenView;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import dev.godwit.pipeline.Runner;
import dev.godwit.runtime.EmbeddedRunner;
import dev.godwit.service.DataFolder;
import dev.godwit.service.access.Tokens;
import dev.godwit.service.profile.Profiles;
import dev.godwit.service.store.SqlTokenStore;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Wires everything together, for a server of its own. */
public final class GodwitServer implements StandaloneServer {

    private final Supplier<List<Engine>> engines;
    private final Supplier<Runner> runner;

    /** With the engines and the runner of this installation; for {@link java.util.ServiceLoader}. */
    public GodwitServer() {
        this(InProcessServer::engines, EmbeddedRunner::new);
    }

    GodwitServer(Supplier<List<Engine>> engines, Supplier<Runner> runner) {
        this.engines = engines;
        this.runner = runner;
    }

    @Override
    public Running start(Options options) {
        return refusing(() -> {
            var data = DataFolder.at(options.data());
            // Read by logback.xml when the first class with a logger is loaded, so before all else.
            System.setProperty("godwit.log", data.log().toString());
            return RunningServer.start(options, data, engines.get(), runner.get());
        });
    }

    @Override
    public TokenCreated createToken(Options options, TokenRequest request) {
        return onTokens(options, tokens -> TokenRoutes.create(tokens, request));
    }

    @Override
    public List<TokenView> tokens(Options options) {
        return onTokens(
                options, tokens -> tokens.all().stream().map(TokenRoutes::view).toList());
    }

    @Override
    public void revokeToken(Options options, String idOrName) {
        onTokens(options, tokens -> {
            tokens.revoke(idOrName);
            return idOrName;
        });
    }

    @Override
    public int rotateKey(Options options, @Nullable String newKey) {
        return refusing(() -> {
            var data = DataFolder.at(options.data());
            try (var store = Stores.open(options, data);
                    var profiles = Stores.profiles(store, data, engines.get(), id -> List.of())) {
                return profiles.rotateKey(newKey == null ? null : new Secret(newKey));
            }
        });
    }

    @Override
    public String newKey() {
        return Profiles.newKey().reveal();
    }

    private static <T> T onTokens(Options options, Function<Tokens, T> work) {
        return refusing(() -> {
            try (var store = Stores.open(options, DataFolder.at(options.data()))) {
                return work.apply(new Tokens(new SqlTokenStore(store)));
            }
        });
    }

    private static <T> T refusing(Supplier<T> work) {
        try {
            return work.get();
        } catch (Failure e) {
            throw new ServerRefusal(new FailureView(e.code().id(), e.code().title(), e.found(), e.next()), e);
        }
    }
}
