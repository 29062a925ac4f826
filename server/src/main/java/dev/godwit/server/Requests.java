package dev.godwit.server;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.JobRequest;
import dev.godwit.api.Json;
import dev.godwit.core.Failure;
import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.core.Selection;
import dev.godwit.service.Action;
import dev.godwit.service.JobSpec;
import dev.godwit.service.Parallelism;
import dev.godwit.service.Passwords;
import dev.godwit.service.Place;
import dev.godwit.service.ServiceFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Reads what clients send. */
final class Requests {

    private Requests() {}

    static JobSpec job(String body) {
        var asked = read(body, JobRequest.class);
        var between = JobSpec.between(
                new Place.Address(needed("source", asked.source())),
                new Place.Address(needed("target", asked.target())));
        return new JobSpec(
                between.source(),
                between.target(),
                between.databases(),
                choice("mode", asked.mode(), Mode.ONLINE),
                choice("option", asked.option(), Option.VALIDATE_AND_MIGRATE),
                new Selection(orEmpty(asked.tables()), orEmpty(asked.excludeTables())),
                parallelism(asked.parallelism()),
                choice("existingTarget", asked.existingTarget(), Plan.ExistingTarget.FAIL),
                choice("promote", asked.promote(), Plan.Promote.MANUAL),
                choice("fence", asked.fence(), Plan.Fence.CHECK),
                Boolean.TRUE.equals(asked.roles()),
                choice("owner", asked.owner(), Plan.Owner.KEEP),
                choice("keyless", asked.keyless(), Plan.Keyless.FULL),
                between.throttles(),
                between.startAt(),
                between.labels());
    }

    private static String parallelism(@Nullable String word) {
        String parallelism = word == null ? "optimal" : word;
        Parallelism.workers(parallelism);
        return parallelism;
    }

    private static String needed(String key, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw invalid(key + " is needed");
        }
        return text;
    }

    static Action action(String word) {
        return choice("action", word, Action.START);
    }

    static Passwords passwords(String body) {
        var asked = body.isBlank() ? ActionRequest.NONE : read(body, ActionRequest.class);
        return new Passwords(secret(asked.sourcePassword()), secret(asked.targetPassword()));
    }

    private static @Nullable Secret secret(@Nullable String password) {
        return password == null ? null : new Secret(password);
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return Json.STRICT.readValue(body, type);
        } catch (UnrecognizedPropertyException e) {
            throw invalid("nobody knows the key " + e.getPropertyName());
        } catch (JacksonException e) {
            // Not its message: that holds parts of the body, and the body may hold a password.
            throw invalid("the body is not JSON of the form in openapi.yaml");
        }
    }

    private static <E extends Enum<E>> E choice(String key, @Nullable String word, E unless) {
        if (word == null) {
            return unless;
        }
        List<E> choices = Arrays.asList(unless.getDeclaringClass().getEnumConstants());
        return choices.stream()
                .filter(choice ->
                        words(choice).equals(word.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> invalid(key + " is one of "
                        + String.join(
                                ", ", choices.stream().map(Requests::words).toList())));
    }

    private static String words(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    static Failure invalid(String found) {
        return Failure.of(ServiceFailure.REQUEST_INVALID).found(found).build();
    }
}
