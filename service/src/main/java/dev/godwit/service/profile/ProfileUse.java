package dev.godwit.service.profile;

import java.util.List;

/** Knows which jobs need a profile. */
@FunctionalInterface
public interface ProfileUse {

    /** Names of the jobs that a deleted profile would be missing for; empty when there are none. */
    List<String> jobs(String profileId);
}
