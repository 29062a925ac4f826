package dev.godwit.service;

import dev.godwit.core.FailureCode;
import dev.godwit.core.FailureKind;

/** Why a job is not created, found or changed. */
public enum ServiceFailure implements FailureCode {
    JOB_NOT_FOUND(
            "GW-0201",
            FailureKind.FIX_BY_USER,
            "there is no such job",
            "Check its name: godwit job list. A job of godwit migrate is in the GODWIT_DATA it was created in."),
    ACTION_REFUSED(
            "GW-0202",
            FailureKind.FIX_BY_USER,
            "the job's state does not allow this action",
            "Nothing was changed. See what the job allows now."),
    RUNNING_ELSEWHERE(
            "GW-0203",
            FailureKind.FIX_BY_USER,
            "another process runs this migration",
            "Go on there, or end that process; then resume the job or repeat the command."),
    CHANGED_MEANWHILE(
            "GW-0204",
            FailureKind.FIX_BY_USER,
            "somebody else changed the job at the same moment",
            "Look at its state, then try again."),
    SAME_DATABASE(
            "GW-0205",
            FailureKind.FIX_BY_USER,
            "source and target are the same database",
            "Name two different databases."),
    SETTING_FIXED(
            "GW-0206",
            FailureKind.FIX_BY_USER,
            "a setting cannot change once a migration has begun",
            "Go on with the setting it was begun with, or end that migration and start a new one."),
    ENGINE_UNKNOWN(
            "GW-0207",
            FailureKind.FIX_BY_USER,
            "no engine understands the address of a server",
            "Begin the address with the name of a supported engine."),
    STORE_UNUSABLE(
            "GW-0208",
            FailureKind.FIX_BY_USER,
            "Godwit's own data folder cannot be used",
            "Set GODWIT_DATA to a folder that you own, with space left."),
    REQUEST_INVALID(
            "GW-0209", FailureKind.FIX_BY_USER, "a request is not understood", "Correct the value that is named."),
    ACCESS_REFUSED(
            "GW-0210",
            FailureKind.FIX_BY_USER,
            "the server does not know who asks",
            "Use the address and the token that the server printed."),
    SERVER_GONE(
            "GW-0211",
            FailureKind.TRANSIENT,
            "the server of a command does not answer",
            "See its log in the data folder; run the same command to go on."),
    JOB_EXISTS(
            "GW-0212",
            FailureKind.FIX_BY_USER,
            "these databases are migrated by another job already",
            "Use that job, or end or delete it first."),
    NAME_TAKEN("GW-0213", FailureKind.FIX_BY_USER, "another job has this name", "Choose another name."),
    NO_DATABASE(
            "GW-0214",
            FailureKind.FIX_BY_USER,
            "no database of the source matches",
            "See the names of its databases, and correct the patterns."),
    VERIFICATION_NOT_FOUND(
            "GW-0215",
            FailureKind.FIX_BY_USER,
            "the job has no such verification",
            "See godwit job verify --list; the oldest are forgotten."),
    VALUES_NOT_KEPT(
            "GW-0216",
            FailureKind.FIX_BY_USER,
            "the values of rows that differ are not there",
            "Verify again with values; they are kept in the memory of the server that did it, for the last few verifications."),
    DECISION_REFUSED(
            "GW-0217",
            FailureKind.FIX_BY_USER,
            "nothing can be decided about this table now",
            "Nothing was changed. See which tables wait, and what may be done: godwit job table NAME."),

    // GW-022x to GW-024x: connection profiles
    PROFILE_NOT_FOUND(
            "GW-0220", FailureKind.FIX_BY_USER, "there is no such connection profile", "See godwit profile list."),
    PROFILE_NAME_TAKEN(
            "GW-0221",
            FailureKind.FIX_BY_USER,
            "another connection profile has this name",
            "Choose another name, or edit the profile that is there."),
    PROFILE_CHANGED(
            "GW-0222",
            FailureKind.FIX_BY_USER,
            "somebody else changed the connection profile meanwhile",
            "Look at it as it is now, then make your change again."),
    PROFILE_IN_USE(
            "GW-0223",
            FailureKind.FIX_BY_USER,
            "jobs need this connection profile",
            "Delete those jobs first, or give them another profile."),
    CERTIFICATE_REFUSED(
            "GW-0224",
            FailureKind.FIX_BY_USER,
            "a certificate cannot be used",
            "Upload certificates in PEM that are valid today."),
    PRIVATE_KEY_REFUSED(
            "GW-0225",
            FailureKind.FIX_BY_USER,
            "a private key cannot be used",
            "Upload the key in PEM, or as ssh-keygen writes it, with its passphrase if it has one."),
    KEY_MISSING(
            "GW-0226",
            FailureKind.FIX_BY_USER,
            "the key that opens the stored secrets is missing",
            "Put the key file back, or set GODWIT_KEY. Without the key, delete the profiles and make them anew."),
    KEY_WRONG(
            "GW-0227",
            FailureKind.FIX_BY_USER,
            "the key does not open the stored secrets",
            "Use the key that belongs to this store: the file 'key' of the data folder it was made with, or its GODWIT_KEY."),
    KEY_EXPOSED(
            "GW-0228",
            FailureKind.FIX_BY_USER,
            "others can read the key that opens the stored secrets",
            "chmod 600 the key file; then change it with godwit server rotate-key, and the passwords it kept."),
    KEY_UNREADABLE(
            "GW-0229",
            FailureKind.FIX_BY_USER,
            "the key that opens the stored secrets is not understood",
            "Put the key file back as it was, or set GODWIT_KEY to what godwit server new-key prints."),
    SECRET_DAMAGED(
            "GW-0230",
            FailureKind.FIX_BY_USER,
            "a stored secret was damaged, or moved from another profile",
            "Edit the profile and enter the secret again."),
    TUNNEL_UNREACHABLE(
            "GW-0231",
            FailureKind.TRANSIENT,
            "the SSH server of a tunnel cannot be reached",
            "Check its host, port and firewall, and that it runs."),
    TUNNEL_HOST_UNKNOWN(
            "GW-0232",
            FailureKind.FIX_BY_USER,
            "the SSH server of a tunnel shows a host key that is not known",
            "Compare the fingerprint with that on the server (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub); if it"
                    + " is the same, put it into the profile."),
    TUNNEL_HOST_CHANGED(
            "GW-0233",
            FailureKind.FIX_BY_USER,
            "the SSH server of a tunnel shows another host key than the known one",
            "Somebody may stand in between. Ask who runs the server before the new key is put into the profile."),
    TUNNEL_SIGN_IN_REFUSED(
            "GW-0234",
            FailureKind.FIX_BY_USER,
            "the SSH server of a tunnel refuses to sign in",
            "Check user, and password or key, of the tunnel."),
    TUNNEL_BLOCKED(
            "GW-0235",
            FailureKind.TRANSIENT,
            "the SSH server of a tunnel does not pass on to the database server",
            "Check that it reaches the database's host and port, and that AllowTcpForwarding is not off."),
    TUNNEL_FAILED(
            "GW-0236",
            FailureKind.FIX_BY_USER,
            "the tunnel's SSH server speaks in a way that is not understood",
            "Check that host and port are those of an SSH server, and see its log."),
    TEST_TIMED_OUT(
            "GW-0237",
            FailureKind.TRANSIENT,
            "a step of the connection test did not end in time",
            "Check firewalls on the way: one that drops packets silently looks like this."),

    // GW-025x: access to the server
    NOT_SIGNED_IN(
            "GW-0250",
            FailureKind.FIX_BY_USER,
            "this server wants a token, and knows none like that",
            "Set GODWIT_TOKEN to a token that is not revoked or expired. The server's admin makes one: godwit token create."),
    ROLE_TOO_LOW(
            "GW-0251",
            FailureKind.FIX_BY_USER,
            "the role of who asks does not allow this",
            "Nothing was changed. Ask somebody with the role that is named."),
    SIGN_IN_LIMIT(
            "GW-0252",
            FailureKind.FIX_BY_USER,
            "too many sign-ins failed from this address",
            "Wait a minute, then use the right token."),
    BIND_REFUSED(
            "GW-0253",
            FailureKind.FIX_BY_USER,
            "the server does not open itself to the network without protection",
            "Make a token with godwit token create, and give --tls-cert and --tls-key; or listen on 127.0.0.1."),
    TLS_FILES_REFUSED(
            "GW-0254",
            FailureKind.FIX_BY_USER,
            "the server's own certificate or key cannot be used",
            "Give a certificate chain and a private key without passphrase, both in PEM, that belong together."),
    ADDRESS_IN_USE(
            "GW-0255",
            FailureKind.FIX_BY_USER,
            "the server cannot listen on its address",
            "End what listens there, or choose another with --bind and --port."),
    VERSION_STALE(
            "GW-0256",
            FailureKind.FIX_BY_USER,
            "somebody else changed it since it was looked at",
            "Nothing was changed. Look at it as it is now, then make your change again."),
    VERSION_MISSING(
            "GW-0257",
            FailureKind.FIX_BY_USER,
            "an edit has to say which version it is an edit of",
            "Send the ETag of what you saw as If-Match."),
    REQUEST_ID_REUSED(
            "GW-0258",
            FailureKind.FIX_BY_USER,
            "another request was sent with this Request-Id",
            "Nothing was changed. Choose a new Request-Id for each new request."),
    TOKEN_NOT_FOUND("GW-0259", FailureKind.FIX_BY_USER, "there is no such token", "See godwit token list."),
    TOKEN_NAME_TAKEN(
            "GW-0260",
            FailureKind.FIX_BY_USER,
            "another token has this name",
            "Choose another name, or revoke the token that is there."),
    PATH_UNKNOWN(
            "GW-0261",
            FailureKind.FIX_BY_USER,
            "the API has nothing at this path",
            "See /api/v1/openapi.yaml on the server.");

    private final String id;
    private final FailureKind kind;
    private final String title;
    private final String advice;

    ServiceFailure(String id, FailureKind kind, String title, String advice) {
        this.id = id;
        this.kind = kind;
        this.title = title;
        this.advice = advice;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public FailureKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String advice() {
        return advice;
    }
}
