package dev.godwit.postgres;

import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.FailureCode;
import dev.godwit.core.Plan;
import dev.godwit.core.spi.Access;
import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.Probe;
import dev.godwit.core.spi.ServerAddress;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;
import dev.godwit.core.spi.TlsFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL 10 and newer, as source and as target. */
public final class PostgresEngine implements Engine {

    /** For {@link java.util.ServiceLoader}. */
    public PostgresEngine() {}

    @Override
    public String id() {
        return "postgresql";
    }

    @Override
    public boolean recognises(String url) {
        return AddressParser.recognises(url);
    }

    @Override
    public String canonical(String url) {
        return AddressParser.parse(url).canonical();
    }

    @Override
    public String canonicalServer(String url) {
        return AddressParser.parseServer(url).canonical();
    }

    @Override
    public ServerAddress address(String url) {
        Address address = AddressParser.parseServer(url);
        return new ServerAddress(
                address.host(),
                address.port(),
                address.database(),
                address.secrets().get("password"));
    }

    @Override
    public String secured(String url, TlsFiles tls) {
        return Tls.replace(AddressParser.parseServer(url), tls).canonical();
    }

    @Override
    public Probe probe(Access access) {
        return new PostgresProbe(new AnyDatabase(access, "test"));
    }

    @Override
    public SourceDatabase source(Access access, Plan plan, Path work) {
        return new PostgresSource(Sessions.of(access, plan.id()), plan, work);
    }

    @Override
    public TargetDatabase target(Access access, Plan plan, Path work) {
        return new PostgresTarget(Sessions.of(access, plan.id()), plan, work);
    }

    @Override
    public List<DatabaseInfo> databases(Access access) {
        return new DatabaseList(new AnyDatabase(access, "list").sessions()).read();
    }

    @Override
    public List<? extends FailureCode> failureCodes() {
        return Stream.concat(Stream.of(PostgresFailure.values()), Stream.of(PostgresFinding.values()))
                .toList();
    }
}
