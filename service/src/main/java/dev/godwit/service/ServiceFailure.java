package dev.godwit.service;

import dev.godwit.core.FailureCode;
import dev.godwit.core.FailureKind;

/** Why a job is not created, found or changed. */
public enum ServiceFailure implements FailureCode {
    JOB_NOT_FOUND(
            "GW-0201",
            FailureKind.FIX_BY_USER,
            "there is no such job",
            "Check its name, and that GODWIT_DATA is the folder it was created in."),
    ACTION_REFUSED(
            "GW-0202",
            FailureKind.FIX_BY_USER,
            "the job's state does not allow this action",
            "Nothing was changed. See what the job allows now."),
    RUNNING_ELSEWHERE(
            "GW-0203",
            FailureKind.FIX_BY_USER,
            "another process runs this migration",
            "Go on there, or end that process; then run the same command again."),
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
            "See its log in the data folder; run the same command to go on.");

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
