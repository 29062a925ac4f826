package dev.godwit.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment: with a zone, or as the clock on the wall shows it here. */
final class MomentText implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException e) {
            return local(iso);
        }
    }

    private static Instant local(String iso) {
        try {
            return LocalDateTime.parse(iso).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "A moment is 2026-11-21T22:00 (here), or 2026-11-21T22:00+01:00, or 2026-11-21T21:00:00Z.");
        }
    }
}
