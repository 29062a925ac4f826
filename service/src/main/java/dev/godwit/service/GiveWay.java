package dev.godwit.service;

/**
 * When a full dump slows down for the sake of the source.
 *
 * @param activeSessions above so many sessions at work, other than Godwit's; 0 for never
 * @param standbyLagMs above this lag of the source's slowest standby, in milliseconds; 0 for never
 */
public record GiveWay(int activeSessions, long standbyLagMs) {

    public static final GiveWay NEVER = new GiveWay(0, 0);

    public GiveWay {
        if (activeSessions < 0 || standbyLagMs < 0) {
            throw new IllegalArgumentException("thresholds are 0 or more");
        }
    }

    boolean asked() {
        return activeSessions > 0 || standbyLagMs > 0;
    }
}
