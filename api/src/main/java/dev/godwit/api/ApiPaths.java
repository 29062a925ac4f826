package dev.godwit.api;

/** Names that client and server share. */
public final class ApiPaths {

    public static final String ROOT = "/api/v1";
    public static final String JOBS = ROOT + "/jobs";
    public static final String PROFILES = ROOT + "/profiles";
    public static final String TOKENS = ROOT + "/tokens";
    public static final String AUDIT = ROOT + "/audit";
    public static final String EVENTS = ROOT + "/events";
    public static final String ME = ROOT + "/me";
    public static final String SESSION = ROOT + "/session";
    public static final String VERSION = ROOT + "/version";
    public static final String OPENAPI = ROOT + "/openapi.yaml";
    public static final String METRICS = "/metrics";
    public static final String LIVE = "/health/live";
    public static final String READY = "/health/ready";

    /** Where a server listens unless told otherwise. */
    public static final int DEFAULT_PORT = 7411;

    /** Header with the token of an {@link EmbeddedServer}. */
    public static final String TOKEN_HEADER = "Godwit-Token";

    /**
     * Header that pages of other sites cannot send. Changes by somebody whom only a cookie proves need it; its value says
     * nothing.
     */
    public static final String CONSOLE_HEADER = "Godwit-Console";

    /** Header with an id of the client's choice: a request sent twice with it is done once. */
    public static final String REQUEST_ID = "Request-Id";

    public static final String PROBLEM_TYPE = "application/problem+json";
    public static final String YAML_TYPE = "application/yaml";

    private ApiPaths() {}
}
