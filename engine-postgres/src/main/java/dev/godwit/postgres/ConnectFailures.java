package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a person's words why a connection could not be made. */
final class ConnectFailures {

    private ConnectFailures() {}

    static Failure failure(Address address, boolean passwordKnown, SQLException e) {
        String words = Errors.words(e);
        String text = words.toLowerCase(Locale.ROOT);
        if (text.contains("unsupported startup parameter")) {
            return of(PostgresFailure.POOLER_IN_BETWEEN, address, words, e).build();
        }
        if (!passwordKnown && (text.contains("no password was provided") || text.contains("password authentication"))) {
            return of(CoreFailure.PASSWORD_NEEDED, address, "user '" + address.user() + "' needs a password", e)
                    .next("Set GODWIT_SOURCE_PASSWORD or GODWIT_TARGET_PASSWORD, or add a line to ~/.pgpass"
                            + " (readable for you alone).");
        }
        return switch (Errors.state(e)) {
            case "28P01", "28000", Errors.INSUFFICIENT_PRIVILEGE -> refused(address, words, e);
            case "3D000" ->
                of(CoreFailure.DATABASE_MISSING, address, words, e)
                        .next(
                                "Create it with CREATE DATABASE %s, or correct the address.",
                                Sql.quote(address.database()));
            case "53300", "57P01", "57P02", "57P03" ->
                of(CoreFailure.TRANSIENT_TROUBLE, address, words, e).build();
            default -> network(address, words, e);
        };
    }

    private static Failure refused(Address address, String words, SQLException e) {
        boolean byRule = words.contains("pg_hba.conf");
        return of(CoreFailure.SIGN_IN_REFUSED, address, words, e)
                .next(
                        byRule
                                ? "Add a line for user '%s' and this machine's address to the server's pg_hba.conf and reload it."
                                : "Check the password of user '%s' and that it may connect to the database.",
                        address.user());
    }

    private static Failure network(Address address, String words, SQLException e) {
        String text = words.toLowerCase(Locale.ROOT);
        boolean tls = cause(e, SSLException.class) != null
                || text.contains("ssl")
                || text.contains("certificate")
                || text.contains("could not be verified");
        if (tls && brokenOff(e)) {
            return of(CoreFailure.SERVER_UNREACHABLE, address, "the connection broke off: " + tlsWords(words, e), e)
                    .build();
        }
        if (tls) {
            return of(CoreFailure.TLS_FAILED, address, tlsWords(words, e), e)
                    .next(
                            "Check that the server offers TLS, that its certificate names '%s', and sslmode and"
                                    + " sslrootcert of the address.",
                            address.host());
        }
        FailureCode code = Errors.state(e).startsWith("08") ? CoreFailure.SERVER_UNREACHABLE : Errors.code(e);
        return of(code, address, reason(words, e), e).build();
    }

    /** Whether the network ended a handshake, or changed what it carried: that says nothing about how TLS is set up. */
    private static boolean brokenOff(SQLException e) {
        return cause(e, SocketException.class) != null
                || cause(e, EOFException.class) != null
                || cause(e, SocketTimeoutException.class) != null
                || cause(e, AEADBadTagException.class) != null;
    }

    private static String tlsWords(String words, SQLException e) {
        SSLException cause = cause(e, SSLException.class);
        return cause == null || words.contains(String.valueOf(cause.getMessage()))
                ? words
                : words + " " + cause.getMessage();
    }

    private static String reason(String words, SQLException e) {
        if (cause(e, UnknownHostException.class) != null) {
            return "no such host name is known";
        }
        if (cause(e, SocketTimeoutException.class) != null) {
            return "no answer in time";
        }
        if (cause(e, NoRouteToHostException.class) != null) {
            return "there is no route to it";
        }
        return cause(e, ConnectException.class) != null ? "nothing listens there" : words;
    }

    private static Failure.Builder of(FailureCode code, Address address, String why, SQLException e) {
        return Failure.of(code).found("%s: %s", address.place(), why).cause(e);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
