package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.postgresql.PGProperty;
import org.postgresql.core.PGStream;
import org.postgresql.core.SocketFactoryFactory;
import org.postgresql.jdbc.SslMode;
import org.postgresql.jdbc.SslNegotiation;
import org.postgresql.ssl.MakeSSL;
import org.postgresql.util.HostSpec;

/**
 * The beginning of a connection up to TLS, with the driver's own means. See "SSL Session Encryption" in the chapter on the
 * protocol of PostgreSQL's documentation.
 */
final class TlsHandshake {

    private static final int REQUEST_BYTES = 8;
    private static final int SEND_BUFFER_BYTES = 8192;
    private static final int REQUEST_CODE = 80_877_103;

    private final Sessions sessions;
    private final Properties properties;

    TlsHandshake(Sessions sessions) {
        this.sessions = sessions;
        this.properties = sessions.properties();
    }

    /** The protocol that both sides agree on; empty when connections will not be encrypted. */
    Optional<String> protocol() {
        try {
            SslMode mode = SslMode.of(properties);
            return switch (mode) {
                case DISABLE, ALLOW -> Optional.empty();
                case PREFER -> preferred();
                case REQUIRE, VERIFY_CA, VERIFY_FULL -> Optional.of(negotiate().orElseThrow(this::notOffered));
            };
        } catch (SQLException e) {
            throw ConnectFailures.failure(sessions.address(), true, e);
        } catch (SSLException e) {
            throw failure(CoreFailure.TLS_FAILED, e);
        } catch (IOException e) {
            throw failure(CoreFailure.SERVER_UNREACHABLE, e);
        }
    }

    /** The driver goes on without TLS where it fails. */
    private Optional<String> preferred() throws IOException {
        try {
            return negotiate();
        } catch (SQLException | SSLException e) {
            return Optional.empty();
        }
    }

    private Optional<String> negotiate() throws SQLException, IOException {
        Address address = sessions.address();
        int patienceMillis = PGProperty.CONNECT_TIMEOUT.getInt(properties) * 1000;
        try (var stream = new PGStream(
                SocketFactoryFactory.getSocketFactory(properties),
                new HostSpec(address.host(), address.port()),
                patienceMillis,
                SEND_BUFFER_BYTES)) {
            stream.getSocket().setSoTimeout(patienceMillis);
            if (SslNegotiation.of(PGProperty.SSL_NEGOTIATION.getOrDefault(properties)) != SslNegotiation.DIRECT
                    && !offers(stream)) {
                return Optional.empty();
            }
            MakeSSL.convert(stream, properties);
            return Optional.of(((SSLSocket) stream.getSocket()).getSession().getProtocol());
        }
    }

    private static boolean offers(PGStream stream) throws IOException {
        stream.sendInteger4(REQUEST_BYTES);
        stream.sendInteger4(REQUEST_CODE);
        stream.flush();
        return stream.receiveChar() == 'S';
    }

    private Failure notOffered() {
        return Failure.of(CoreFailure.TLS_FAILED)
                .found("%s: the server does not offer TLS", sessions.place())
                .next("Turn TLS on at the server (ssl = on), or choose a mode that does without.");
    }

    private Failure failure(CoreFailure code, IOException e) {
        return Failure.of(code)
                .found(
                        "%s: %s",
                        sessions.place(), e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                .cause(e)
                .build();
    }
}
