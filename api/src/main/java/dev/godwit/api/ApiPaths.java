package dev.godwit.api;

/** Names that client and server share. */
public final class ApiPaths {

    public static final String JOBS = "/api/v1/jobs";

    /** Header with the token of an {@link EmbeddedServer}. */
    public static final String TOKEN_HEADER = "Godwit-Token";

    public static final String PROBLEM_TYPE = "application/problem+json";

    private ApiPaths() {}
}
