package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.ServerAddress;
import dev.godwit.service.ServiceFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which of a profile's secrets count in an edit that does not give them anew. They belong to the server they were given
 * for: whoever may edit a profile must not have its password sent to a server of their own.
 */
final class KeptSecrets {

    private KeptSecrets() {}

    /**
     * Those that count.
     *
     * @param all of the profile as it is
     * @throws Failure {@code REQUEST_INVALID} when the password would go elsewhere
     */
    static Map<SecretField, Secret> of(
            Profile before, ProfileDraft draft, Function<String, Engine> engines, Map<SecretField, Secret> all) {
        var kept = new EnumMap<SecretField, Secret>(SecretField.class);
        kept.putAll(all);
        boolean sameTunnel = same(before.tunnel(), draft.tunnel());
        if (!sameTunnel) {
            kept.keySet().removeIf(SecretField::tunnel);
        }
        ServerAddress from = engines.apply(before.url()).address(before.url());
        ServerAddress to = engines.apply(draft.url()).address(draft.url());
        boolean sameServer = from.host().equals(to.host()) && from.port() == to.port();
        boolean given = draft.secrets().containsKey(SecretField.PASSWORD) || to.password() != null;
        if (kept.containsKey(SecretField.PASSWORD)
                && !given
                && !(sameServer && (sameTunnel || draft.tunnel() == null))) {
            throw Failure.of(ServiceFailure.REQUEST_INVALID)
                    .found(
                            "password: the one that is kept was given for %s:%d, by the way that was set then",
                            from.host(), from.port())
                    .about(SecretField.PASSWORD.path())
                    .next("Give the password again together with the new address or tunnel.");
        }
        return kept;
    }

    private static boolean same(@Nullable Tunnel before, @Nullable Tunnel now) {
        if (before == null || now == null) {
            return before == null && now == null;
        }
        return before.host().equals(now.host()) && before.port() == now.port();
    }
}
