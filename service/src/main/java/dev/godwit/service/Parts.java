package dev.godwit.service;

import dev.godwit.pipeline.Runner;

/** What works together inside one service. */
interface Parts {

    JobStore store();

    DataFolder data();

    Runner runner();

    Reach reach();

    Desk desk();

    Feeds feeds();

    Findings findings();

    Rehearsals rehearsals();

    SetAsides setAsides();

    Verifying verifying();

    ReportFormat format();

    Runs runs();

    Tuner tuner();

    Deletion deletion();

    Acting acting();

    WaysBack waysBack();

    Tables tables();

    Series series();

    SourceWatch sources();
}
