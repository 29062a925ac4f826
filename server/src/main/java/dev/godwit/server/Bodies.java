package dev.godwit.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.godwit.api.Json;
import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Reads what clients send, JSON or YAML; a key that nobody knows is a mistake. */
final class Bodies {

    private static final ObjectMapper JSON = Json.STRICT
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_EMPTY))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private Bodies() {}

    /** The body as this record, in the form that its content type names. */
    static <T> T read(Context request, Class<T> type) {
        return yaml(request) ? read(YAML, request.body(), type) : json(request.body(), type);
    }

    private static boolean yaml(Context request) {
        @Nullable String type = request.contentType();
        return type != null && type.toLowerCase(Locale.ROOT).contains("yaml");
    }

    /** The same, where no body means the default. */
    static <T> T readOr(Context request, Class<T> type, T unless) {
        return request.body().isBlank() ? unless : read(request, type);
    }

    static <T> T json(String body, Class<T> type) {
        return read(JSON, body, type);
    }

    static <T> T yaml(String document, Class<T> type) {
        return read(YAML, document, type);
    }

    /** As a document; keys without a value are left out. */
    static String document(Object record) {
        return YAML.writeValueAsString(record);
    }

    private static <T> T read(ObjectMapper mapper, String body, Class<T> type) {
        try {
            @Nullable T read = mapper.readValue(body, type);
            if (read == null) {
                throw invalid("the body is empty");
            }
            return Required.checked(read);
        } catch (UnrecognizedPropertyException e) {
            throw invalid(e.getPropertyName(), unknown(mapper, body, e));
        } catch (DatabindException e) {
            // Not its message: that holds parts of the body, and the body may hold a password.
            String key = key(e);
            String found = where(e) + "the value of " + (key.isEmpty() ? "the whole" : key)
                    + " is not of the form in openapi.yaml";
            throw key.isEmpty() ? invalid(found) : invalid(key, found);
        } catch (JacksonException e) {
            throw invalid(where(e) + "this is not " + (mapper instanceof YAMLMapper ? "YAML" : "JSON"));
        }
    }

    private static String unknown(ObjectMapper mapper, String body, UnrecognizedPropertyException e) {
        String key = e.getPropertyName();
        return line(mapper, body, key) + "nobody knows the key " + key
                + nearest(key, e.getKnownPropertyIds())
                        .map(near -> "; the nearest is " + near)
                        .orElse("");
    }

    /** Records are read as a whole before a key in them is found wrong, so the place is looked for again. */
    private static String line(ObjectMapper mapper, String body, String key) {
        try (var parser = mapper.createParser(body)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && key.equals(parser.currentName())) {
                    return "line " + parser.currentTokenLocation().getLineNr() + ": ";
                }
            }
        } catch (JacksonException again) {
            return "";
        }
        return "";
    }

    private static Optional<String> nearest(String key, @Nullable Collection<Object> known) {
        return known == null
                ? Optional.empty()
                : known.stream()
                        .map(Object::toString)
                        .min(Comparator.comparingInt((String other) -> Spelling.distance(key, other))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? ""
                : "line " + e.getLocation().getLineNr() + ": ";
    }

    /** The path to the value, as in throttles[0].dump. */
    private static String key(DatabindException e) {
        var path = new StringBuilder();
        for (var part : e.getPath()) {
            if (part.getPropertyName() == null) {
                path.append('[').append(part.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(part.getPropertyName());
            }
        }
        return path.toString();
    }

    /** @param about path of the value */
    static Failure invalid(String about, String found) {
        return Failure.of(ServiceFailure.REQUEST_INVALID)
                .found(found)
                .about(about)
                .build();
    }

    static Failure invalid(String found) {
        return Failure.of(ServiceFailure.REQUEST_INVALID).found(found).build();
    }
}
