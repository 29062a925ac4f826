package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.godwit.api.ApiPaths;
import dev.godwit.api.JobEvent;
import dev.godwit.service.access.Role;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document says of the API exactly what the code does. */
final class OpenApiTest {

    private static final JsonNode DOCUMENT = document();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @TempDir
    private Path folder;

    private static JsonNode document() {
        try (var yaml = Objects.requireNonNull(ApiPaths.class.getResourceAsStream("openapi.yaml"))) {
            return new YAMLMapper().readTree(yaml.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesEveryRouteWithItsRoleAndNoOther() {
        var documented = new TreeMap<String, String>();
        DOCUMENT.get("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        documented.put(method.toUpperCase(java.util.Locale.ROOT) + " " + path, role(operation));
                    }
                }));
        var registered = new TreeMap<String, String>();
        for (Route route : AllRoutes.in(folder)) {
            @Nullable Role role = route.role();
            registered.put(route.method().name() + " " + route.path(), role == null ? "nobody" : role.word());
        }

        assertThat(registered).containsExactlyInAnyOrderEntriesOf(documented);
    }

    private static String role(JsonNode operation) {
        return operation.has("x-role") ? operation.get("x-role").asString() : "nobody";
    }

    @Test
    void describesEveryRecordWithItsPropertiesAndNoOther() throws Exception {
        var schemas = new TreeMap<String, Map<String, String>>();
        DOCUMENT.get("components").get("schemas").forEachEntry((name, schema) -> {
            if (!name.equals("JobEvent")) {
                schemas.put(name, described(schema));
            }
        });
        var records = new TreeMap<String, Map<String, String>>();
        for (Class<?> record : records()) {
            records.put(schemaName(record), properties(record));
        }

        assertThat(records.keySet()).isEqualTo(schemas.keySet());
        records.forEach((name, properties) ->
                assertThat(properties).as(name).containsExactlyInAnyOrderEntriesOf(schemas.get(name)));
    }

    @Test
    void namesEveryTypeOfEvent() {
        var mapping = new TreeMap<String, String>();
        DOCUMENT.get("components")
                .get("schemas")
                .get("JobEvent")
                .get("discriminator")
                .get("mapping")
                .forEachEntry((type, schema) -> mapping.put(type, schema.asString()));
        var known = Arrays.stream(
                        JobEvent.class.getAnnotation(JsonSubTypes.class).value())
                .collect(Collectors.toMap(
                        JsonSubTypes.Type::name, type -> "#/components/schemas/" + schemaName(type.value())));

        assertThat(mapping).containsExactlyInAnyOrderEntriesOf(known);
    }

    @Test
    void usesNoSchemaThatIsNotThere() throws IOException {
        var names = new TreeSet<String>();
        DOCUMENT.get("components").get("schemas").forEachEntry((name, schema) -> names.add(name));

        assertThat(references(DOCUMENT)
                        .filter(reference -> reference.startsWith("#/components/schemas/"))
                        .map(reference -> reference.substring("#/components/schemas/".length())))
                .isSubsetOf(names);
    }

    private static Stream<String> references(JsonNode node) {
        Stream<String> own =
                node.isObject() && node.has("$ref") ? Stream.of(node.get("$ref").asString()) : Stream.empty();
        return Stream.concat(own, node.valueStream().flatMap(OpenApiTest::references));
    }

    /** Each property with its kind, and whether it may be absent. */
    private static Map<String, String> described(JsonNode schema) {
        var required = new TreeSet<String>();
        if (schema.has("required")) {
            schema.get("required").forEach(name -> required.add(name.asString()));
        }
        var properties = new TreeMap<String, String>();
        if (schema.has("properties")) {
            schema.get("properties")
                    .forEachEntry((name, property) ->
                            properties.put(name, kind(property) + (required.contains(name) ? "" : "?")));
        }
        return properties;
    }

    private static String kind(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.get("$ref").asString().replaceFirst(".*/", "");
        }
        if (schema.has("enum") || schema.has("const")) {
            return "string";
        }
        String type = schema.get("type").asString();
        return switch (type) {
            case "array" -> "list of " + kind(schema.get("items"));
            case "object" -> "map of " + kind(schema.get("additionalProperties"));
            default -> type;
        };
    }

    /** All records of the API's module that are part of it on the wire; that is a folder after compile, a jar after package. */
    private static List<Class<?>> records() throws IOException, URISyntaxException {
        var code = Path.of(ApiPaths.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(code)) {
            return records(code);
        }
        try (var jar = FileSystems.newFileSystem(code)) {
            return records(jar.getPath("/"));
        }
    }

    private static List<Class<?>> records(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .<Class<?>>map(OpenApiTest::load)
                    .filter(Class::isRecord)
                    .filter(record -> record.getEnclosingClass() == null
                            || !record.getEnclosingClass().equals(dev.godwit.api.StandaloneServer.class))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String schemaName(Class<?> record) {
        return record.getName().replaceFirst(".*\\.", "").replace("$", "");
    }

    private static Map<String, String> properties(Class<?> record) {
        var properties = new TreeMap<String, String>();
        for (RecordComponent component : record.getRecordComponents()) {
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            properties.put(component.getName(), kind(component.getGenericType()) + (optional ? "?" : ""));
        }
        if (JobEvent.class.isAssignableFrom(record)) {
            properties.put("v", "integer");
            properties.put("type", "string");
        }
        return properties;
    }

    private static String kind(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return (generic.getRawType() == List.class ? "list of " : "map of ") + kind(last);
        }
        if (type == String.class || type == Instant.class) {
            return "string";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "integer";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        return type == double.class ? "number" : schemaName((Class<?>) type);
    }
}
