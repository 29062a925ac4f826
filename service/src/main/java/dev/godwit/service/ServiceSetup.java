package dev.godwit.service;

import dev.godwit.core.spi.Engine;
import dev.godwit.pipeline.Runner;
import java.util.List;

/**
 * What a service is made of.
 *
 * @param store closed together with the service
 * @param shared whether servers on other machines use the store too
 * @param runner where migrations run
 * @param profiles how the servers of connection profiles are reached
 * @param attends whether this is the service inside a one-shot command: its jobs are its own, and end with it
 */
public record ServiceSetup(
        DataFolder data,
        JobStore store,
        boolean shared,
        Runner runner,
        List<Engine> engines,
        ReportFormat format,
        ProfileReach profiles,
        boolean attends) {

    public ServiceSetup {
        engines = List.copyOf(engines);
    }
}
