package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.TokenCreated;
import dev.godwit.api.TokenRequest;
import dev.godwit.api.TokenView;
import dev.godwit.service.access.ApiToken;
import dev.godwit.service.access.Role;
import dev.godwit.service.access.Tokens;
import io.javalin.http.Context;
import java.util.List;

/** Tokens: for admins. */
final class TokenRoutes {

    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    private final Tokens tokens;
    private final Audit audit;

    TokenRoutes(Tokens tokens, Audit audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ApiPaths.TOKENS, this::list).by(Role.ADMIN),
                Route.post(ApiPaths.TOKENS, this::create).by(Role.ADMIN),
                Route.delete(ApiPaths.TOKENS + "/{token}", this::revoke).by(Role.ADMIN));
    }

    private void list(Context request) {
        Answers.json(request, tokens.all().stream().map(TokenRoutes::view).toList());
    }

    private void create(Context request) {
        var asked = Bodies.read(request, TokenRequest.class);
        var made = audit.did(request, "create token", asked.name(), () -> create(tokens, asked));
        Answers.json(request.status(CREATED), made);
    }

    private void revoke(Context request) {
        String token = request.pathParam("token");
        audit.did(request, "revoke token", name(token), () -> {
            tokens.revoke(token);
            return token;
        });
        request.status(NO_CONTENT);
    }

    /** Of the token with this id; whoever reads the trail knows tokens by name. */
    private String name(String idOrName) {
        return tokens.all().stream()
                .filter(token -> token.id().equals(idOrName))
                .map(ApiToken::name)
                .findFirst()
                .orElse(idOrName);
    }

    static TokenCreated create(Tokens tokens, TokenRequest asked) {
        var made = tokens.create(asked.name(), Role.of(asked.role()), asked.expiresAt());
        return new TokenCreated(view(made.token()), made.secret());
    }

    static TokenView view(ApiToken token) {
        return new TokenView(
                token.id(),
                token.name(),
                token.role().word(),
                token.createdAt(),
                token.lastUsedAt(),
                token.expiresAt());
    }
}
