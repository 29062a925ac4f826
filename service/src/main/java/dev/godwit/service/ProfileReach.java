package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.pipeline.Endpoint;

/** How the servers of connection profiles are reached. */
public interface ProfileReach {

    /** For a service without profiles. */
    ProfileReach NONE = new ProfileReach() {
        @Override
        public Way open(String profile) {
            throw unknown(profile);
        }

        @Override
        public String url(String profile) {
            throw unknown(profile);
        }

        @Override
        public String id(String idOrName) {
            throw unknown(idOrName);
        }

        private Failure unknown(String profile) {
            return Failure.of(ServiceFailure.REQUEST_INVALID)
                    .found("there is no connection profile %s", profile)
                    .build();
        }
    };

    /** Keeps the way to a profile's server open, tunnel and all, until it is closed. */
    Way open(String profile);

    /** The id of a profile that is there. */
    String id(String idOrName);

    /** The profile's address, without secrets. */
    String url(String profile);

    /** A way that is open. */
    interface Way extends AutoCloseable {

        /** What a migration connects to; without a database unless the profile names one. */
        Endpoint endpoint();

        @Override
        void close();
    }
}
