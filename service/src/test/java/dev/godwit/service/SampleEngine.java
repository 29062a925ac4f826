package dev.godwit.service;

import dev.godwit.core.FailureCode;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    public SourceDatabase source(String url, @Nullable Secret password, Plan plan, Path work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TargetDatabase target(String url, @Nullable Secret password, Plan plan, Path work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<? extends FailureCode> failureCodes() {
        return List.of();
    }
}
