package dev.godwit.service.profile;

import dev.godwit.core.Secret;
import dev.godwit.core.spi.TlsMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person writes of a profile.
 *
 * @param name unique
 * @param url as written; a password in it counts as {@link SecretField#PASSWORD} unless that is given too
 * @param tls null for what the address says
 * @param tunnel null without one
 * @param secrets when a profile is edited, one that is absent stays as it is, and an empty one is forgotten
 */
public record ProfileDraft(
        String name,
        String url,
        @Nullable TlsMode tls,
        @Nullable Tunnel tunnel,
        Map<SecretField, Secret> secrets) {

    public ProfileDraft {
        secrets = Map.copyOf(secrets);
    }
}
