package dev.godwit.server;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Finds what a client left out of a record although it has to be there: what the record does not say may be null. */
final class Required {

    private Required() {}

    static <T> T checked(T read) {
        if (read instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                @Nullable Object value = value(component, record);
                if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    throw Bodies.invalid(component.getName(), component.getName() + " is needed");
                }
                if (value instanceof Record part) {
                    checked(part);
                }
            }
        }
        return read;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
