package dev.godwit.server;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Finds what a client left out of a record although it has to be there: what the record does not say may be null. */
final class Required {

    private Required() {}

    static <T> T checked(T read) {
        if (read instanceof Record record) {
            check(record, "");
        }
        return read;
    }

    private static void check(Record record, String within) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String path = within + component.getName();
            @Nullable Object value = value(component, record);
            if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw Bodies.invalid(path, path + " is needed");
            }
            if (value instanceof Record part) {
                check(part, path + ".");
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
