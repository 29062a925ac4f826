package dev.godwit.server;

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
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Understands sample:// addresses and has no servers. */
final class SampleEngine implements Engine {

    @Override
    public String id() {
        return "sample";
    }

    @Override
    public boolean recognises(String url) {
        return url.startsWith("sample://");
    }

    @Override
    public String canonical(String url) {
        return url.replaceFirst(":[^:@/]*@", "@");
    }

    @Override
    public String canonicalServer(String url) {
        return canonical(url);
    }

    @Override
    public ServerAddress address(String url) {
        URI uri = URI.create(url);
        return new ServerAddress(uri.getHost(), uri.getPort(), uri.getPath().substring(1), null);
    }

    @Override
    public String secured(String url, TlsFiles tls) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Probe probe(Access access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SourceDatabase source(Access access, Plan plan, Path work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TargetDatabase target(Access access, Plan plan, Path work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<DatabaseInfo> databases(Access access) {
        return List.of();
    }

    @Override
    public List<? extends FailureCode> failureCodes() {
        return List.of();
    }
}
