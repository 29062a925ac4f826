package dev.godwit.server;

import dev.godwit.api.FailureView;
import dev.godwit.api.ProfileRequest;
import dev.godwit.api.ProfileView;
import dev.godwit.api.TestView;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.ServerAddress;
import dev.godwit.core.spi.TlsMode;
import dev.godwit.service.profile.CertificateSummary;
import dev.godwit.service.profile.Profile;
import dev.godwit.service.profile.ProfileDraft;
import dev.godwit.service.profile.SecretField;
import dev.godwit.service.profile.TestResult;
import dev.godwit.service.profile.Tls;
import dev.godwit.service.profile.Tunnel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Profiles as clients see and write them. */
final class ProfileViews {

    private ProfileViews() {}

    static ProfileView view(Profile profile, ServerAddress address, List<String> jobs) {
        return new ProfileView(
                profile.id(),
                profile.name(),
                profile.engine(),
                profile.url(),
                Addresses.text(address),
                address.database().isEmpty() ? null : address.database(),
                profile.has(SecretField.PASSWORD),
                tls(profile),
                tunnel(profile),
                jobs,
                profile.version(),
                profile.createdAt(),
                profile.changedAt());
    }

    private static ProfileView.Tls tls(Profile profile) {
        Tls tls = profile.tls();
        @Nullable TlsMode mode = tls.mode();
        @Nullable CertificateSummary certificate = tls.certificate();
        return new ProfileView.Tls(
                mode == null ? null : mode.word(),
                tls.authorities().stream().map(ProfileViews::certificate).toList(),
                certificate == null ? null : certificate(certificate),
                profile.has(SecretField.CLIENT_KEY));
    }

    private static ProfileView.Certificate certificate(CertificateSummary summary) {
        return new ProfileView.Certificate(summary.subject(), summary.issuer(), summary.expiresAt(), summary.sha256());
    }

    private static ProfileView.@Nullable Tunnel tunnel(Profile profile) {
        @Nullable Tunnel tunnel = profile.tunnel();
        return tunnel == null
                ? null
                : new ProfileView.Tunnel(
                        tunnel.host(),
                        tunnel.port(),
                        tunnel.user(),
                        tunnel.knownHosts(),
                        tunnel.fingerprint(),
                        profile.has(SecretField.TUNNEL_PASSWORD),
                        profile.has(SecretField.TUNNEL_KEY));
    }

    /** @param before whose name and address stay when none are given; null for a new profile */
    static ProfileDraft draft(ProfileRequest asked, @Nullable Profile before) {
        return new ProfileDraft(
                needed("name", asked.name(), before == null ? null : before.name()),
                needed("url", asked.url(), before == null ? null : before.url()),
                mode(asked.tls()),
                tunnel(asked.tunnel()),
                secrets(asked));
    }

    private static String needed(String key, @Nullable String given, @Nullable String before) {
        @Nullable String value = given == null ? before : given;
        if (value == null || value.isBlank()) {
            throw Bodies.invalid(key, key + " is needed");
        }
        return value;
    }

    private static @Nullable TlsMode mode(ProfileRequest.@Nullable Tls tls) {
        @Nullable String word = tls == null ? null : tls.mode();
        if (word == null || word.isEmpty()) {
            return null;
        }
        return Arrays.stream(TlsMode.values())
                .filter(mode -> mode.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> Bodies.invalid(
                        "tls.mode",
                        "tls.mode is one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(TlsMode.values())
                                                .map(TlsMode::word)
                                                .toList())));
    }

    private static @Nullable Tunnel tunnel(ProfileRequest.@Nullable Tunnel asked) {
        return asked == null
                ? null
                : new Tunnel(
                        needed("tunnel.host", asked.host(), null),
                        Objects.requireNonNullElse(asked.port(), Tunnel.DEFAULT_PORT),
                        needed("tunnel.user", asked.user(), null),
                        asked.knownHosts(),
                        asked.fingerprint());
    }

    private static Map<SecretField, Secret> secrets(ProfileRequest asked) {
        var secrets = new EnumMap<SecretField, Secret>(SecretField.class);
        put(secrets, SecretField.PASSWORD, asked.password());
        ProfileRequest.@Nullable Tls tls = asked.tls();
        if (tls != null) {
            put(secrets, SecretField.AUTHORITIES, tls.ca());
            put(secrets, SecretField.CERTIFICATE, tls.clientCertificate());
            put(secrets, SecretField.CLIENT_KEY, tls.clientKey());
            put(secrets, SecretField.CLIENT_KEY_PASSPHRASE, tls.clientKeyPassphrase());
        }
        ProfileRequest.@Nullable Tunnel tunnel = asked.tunnel();
        if (tunnel != null) {
            put(secrets, SecretField.TUNNEL_PASSWORD, tunnel.password());
            put(secrets, SecretField.TUNNEL_KEY, tunnel.key());
            put(secrets, SecretField.TUNNEL_KEY_PASSPHRASE, tunnel.passphrase());
        }
        return secrets;
    }

    private static void put(Map<SecretField, Secret> secrets, SecretField field, @Nullable String value) {
        if (value != null) {
            secrets.put(field, new Secret(value));
        }
    }

    static TestView test(TestResult result) {
        var server = result.server();
        return new TestView(
                result.ok(),
                server == null ? null : server.version(),
                latency(result),
                result.steps().stream().map(ProfileViews::step).toList());
    }

    /** How long the last step took: one question to the server. */
    private static @Nullable Long latency(TestResult result) {
        return result.ok() && !result.steps().isEmpty()
                ? (Long) result.steps().getLast().took().toMillis()
                : null;
    }

    private static TestView.Step step(TestResult.Step step) {
        @Nullable Failure failure = step.failure();
        return new TestView.Step(
                step.name().name(),
                step.ok(),
                step.took().toMillis(),
                step.detail(),
                failure == null
                        ? null
                        : new FailureView(
                                failure.code().id(), failure.code().title(), failure.found(), failure.next()));
    }
}
