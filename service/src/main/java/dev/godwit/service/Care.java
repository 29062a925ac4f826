package dev.godwit.service;

/**
 * How a job spares its source.
 *
 * @param retention how much log the source may keep for it
 * @param giveWay when its full dump makes room for others
 */
public record Care(Retention retention, GiveWay giveWay) {

    /** The source's own limit on kept log is watched, and nothing is slowed down. */
    public static final Care NONE = new Care(Retention.NONE, GiveWay.NEVER);
}
