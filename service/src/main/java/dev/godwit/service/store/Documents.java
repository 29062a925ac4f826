package dev.godwit.service.store;

import dev.godwit.service.ActionOptions;
import dev.godwit.service.Cause;
import dev.godwit.service.JobSpec;
import dev.godwit.service.Passwords;
import dev.godwit.service.Place;
import dev.godwit.service.Trouble;
import dev.godwit.service.VerificationRecord;
import dev.godwit.service.Wish;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Records as JSON documents in the store, each with the number of its form. */
final class Documents {

    private static final int FORM = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule()
                    .addSerializer(Place.class, new PlaceWriter())
                    .addDeserializer(Place.class, new PlaceReader())
                    .addSerializer(Passwords.class, new NoPasswords())
                    .addDeserializer(Passwords.class, new NoPasswordsReader()))
            .build();

    /** Settings change seldom and are read with each page of the list. */
    private static final int SPECS_KEPT = 2_000;

    private static final Map<String, JobSpec> SPECS = Collections.synchronizedMap(new Recent<>(SPECS_KEPT));

    private record SpecDocument(int v, JobSpec spec) {}

    private record CauseDocument(int v, Cause cause) {}

    private record TroubleDocument(int v, Trouble trouble) {}

    private record WishDocument(int v, Wish wish) {}

    private record OptionsDocument(int v, ActionOptions options) {}

    private record VerificationDocument(int v, VerificationRecord verification) {}

    private record LinesDocument(int v, List<VerificationRecord.Line> tables) {}

    private record DifferenceDocument(int v, VerificationRecord.Difference difference) {}

    private record TextsDocument(int v, List<String> texts) {}

    private Documents() {}

    static String write(JobSpec spec) {
        return JSON.writeValueAsString(new SpecDocument(FORM, spec));
    }

    static JobSpec readSpec(String text) {
        @Nullable JobSpec known = SPECS.get(text);
        if (known != null) {
            return known;
        }
        JobSpec spec = JSON.readValue(text, SpecDocument.class).spec();
        SPECS.put(text, spec);
        return spec;
    }

    /** Keeps the entries that were asked for last. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1;

        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    static @Nullable String write(@Nullable Cause cause) {
        return cause == null ? null : JSON.writeValueAsString(new CauseDocument(FORM, cause));
    }

    static @Nullable Cause readCause(@Nullable String text) {
        return text == null ? null : JSON.readValue(text, CauseDocument.class).cause();
    }

    static @Nullable String write(@Nullable Trouble trouble) {
        return trouble == null ? null : JSON.writeValueAsString(new TroubleDocument(FORM, trouble));
    }

    static @Nullable Trouble readTrouble(@Nullable String text) {
        return text == null ? null : JSON.readValue(text, TroubleDocument.class).trouble();
    }

    static @Nullable String write(@Nullable Wish wish) {
        return wish == null ? null : JSON.writeValueAsString(new WishDocument(FORM, wish));
    }

    static @Nullable Wish readWish(@Nullable String text) {
        return text == null ? null : JSON.readValue(text, WishDocument.class).wish();
    }

    static String write(ActionOptions options) {
        return JSON.writeValueAsString(new OptionsDocument(FORM, options));
    }

    static ActionOptions readOptions(String text) {
        return JSON.readValue(text, OptionsDocument.class).options();
    }

    static String write(VerificationRecord verification) {
        return JSON.writeValueAsString(new VerificationDocument(FORM, verification));
    }

    static VerificationRecord readVerification(String text) {
        return JSON.readValue(text, VerificationDocument.class).verification();
    }

    static String writeLines(List<VerificationRecord.Line> tables) {
        return JSON.writeValueAsString(new LinesDocument(FORM, tables));
    }

    static List<VerificationRecord.Line> readLines(String text) {
        return JSON.readValue(text, LinesDocument.class).tables();
    }

    static String write(VerificationRecord.Difference difference) {
        return JSON.writeValueAsString(new DifferenceDocument(FORM, difference));
    }

    static VerificationRecord.Difference readDifference(String text) {
        return JSON.readValue(text, DifferenceDocument.class).difference();
    }

    static String write(List<String> texts) {
        return JSON.writeValueAsString(new TextsDocument(FORM, texts));
    }

    static List<String> readTexts(String text) {
        return JSON.readValue(text, TextsDocument.class).texts();
    }

    private static final class PlaceWriter extends ValueSerializer<Place> {
        @Override
        public void serialize(Place place, JsonGenerator out, SerializationContext context) {
            out.writeString(place.text());
        }
    }

    private static final class PlaceReader extends ValueDeserializer<Place> {
        @Override
        public Place deserialize(JsonParser in, DeserializationContext context) {
            return Place.of(in.getString());
        }
    }

    /** Passwords are never written down. */
    private static final class NoPasswords extends ValueSerializer<Passwords> {
        @Override
        public void serialize(Passwords passwords, JsonGenerator out, SerializationContext context) {
            out.writeString("");
        }
    }

    private static final class NoPasswordsReader extends ValueDeserializer<Passwords> {
        @Override
        public Passwords deserialize(JsonParser in, DeserializationContext context) {
            return Passwords.NONE;
        }
    }
}
