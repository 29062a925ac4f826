package dev.godwit.service;

import dev.godwit.pipeline.Runner;
import java.time.Clock;
import java.time.ZoneId;

/** Puts the parts of a service together. */
final class Wiring implements Parts {

    private final ServiceSetup setup;
    private final Reach reach;
    private final Feeds feeds = new Feeds();
    private final Desk desk;
    private final Findings findings;
    private final Verifying verifying;
    private final Rehearsals rehearsals;
    private final SetAsides setAsides;
    private final Runs runs;
    private final Tuner tuner;
    private final Deletion deletion;
    private final Acting acting;
    private final Deciding deciding;
    private final WaysBack waysBack;
    private final Ownership ownership;
    private final Tables tables;
    private final Series series = new Series();
    private final SourceWatch sources;

    Wiring(ServiceSetup setup, String me, Presence presence) {
        this.setup = setup;
        this.reach = new Reach(new Engines(setup.engines()), setup.profiles());
        this.desk = new Desk(setup.store(), feeds, me);
        this.findings = new Findings(setup.store());
        this.rehearsals = new Rehearsals(setup.store());
        this.setAsides = new SetAsides(setup.store());
        this.runs = new Runs(this);
        this.tuner = new Tuner(this, Clock.system(ZoneId.systemDefault()));
        this.deletion = new Deletion(this);
        this.ownership = new Ownership(this, presence, setup.attends());
        this.tables = new Tables(setup.store());
        this.sources = new SourceWatch(this, ownership::looksAfter);
        this.verifying = new Verifying(this, ownership, presence);
        this.acting = new Acting(this, ownership);
        this.deciding = new Deciding(this, ownership);
        this.waysBack = new WaysBack(this);
    }

    Ownership ownership() {
        return ownership;
    }

    Deciding deciding() {
        return deciding;
    }

    @Override
    public JobStore store() {
        return setup.store();
    }

    @Override
    public DataFolder data() {
        return setup.data();
    }

    @Override
    public Runner runner() {
        return setup.runner();
    }

    @Override
    public Reach reach() {
        return reach;
    }

    @Override
    public Desk desk() {
        return desk;
    }

    @Override
    public Feeds feeds() {
        return feeds;
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public Rehearsals rehearsals() {
        return rehearsals;
    }

    @Override
    public SetAsides setAsides() {
        return setAsides;
    }

    @Override
    public Verifying verifying() {
        return verifying;
    }

    @Override
    public ReportFormat format() {
        return setup.format();
    }

    @Override
    public Runs runs() {
        return runs;
    }

    @Override
    public Tuner tuner() {
        return tuner;
    }

    @Override
    public Deletion deletion() {
        return deletion;
    }

    @Override
    public Tables tables() {
        return tables;
    }

    @Override
    public Series series() {
        return series;
    }

    @Override
    public SourceWatch sources() {
        return sources;
    }

    @Override
    public Acting acting() {
        return acting;
    }

    @Override
    public WaysBack waysBack() {
        return waysBack;
    }
}
