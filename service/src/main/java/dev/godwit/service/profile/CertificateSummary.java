package dev.godwit.service.profile;

import java.time.Instant;

/**
 * What people ask of a certificate.
 *
 * @param subject whom it is for, such as {@code CN=db.example}
 * @param issuer who signed it
 * @param expiresAt end of its validity
 * @param sha256 its fingerprint, in lower-case hexadecimal digits
 */
public record CertificateSummary(String subject, String issuer, Instant expiresAt, String sha256) {}
