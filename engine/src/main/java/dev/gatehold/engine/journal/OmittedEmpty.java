package dev.gatehold.engine.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * A list, set or map that is empty is left out, and what is missing is read as empty. Where null is
 * allowed, too, it means something else: then only null is left out.
 */
final class OmittedEmpty extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated property) {
    return isAlwaysThere(property)
        ? JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)
        : JsonInclude.Value.empty();
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated property) {
    return isAlwaysThere(property)
        ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
        : JsonSetter.Value.empty();
  }

  private static boolean isAlwaysThere(Annotated property) {
    Class<?> type = property.getRawType();
    if (!Collection.class.isAssignableFrom(type) && !Map.class.isAssignableFrom(type)) {
      return false;
    }
    AnnotatedType written = asWritten(property);
    return written != null && !written.isAnnotationPresent(Nullable.class);
  }

  private static @Nullable AnnotatedType asWritten(Annotated property) {
    if (property instanceof AnnotatedParameter parameter) {
      return parameter.getOwner().getAnnotated() instanceof java.lang.reflect.Executable maker
          ? maker.getAnnotatedParameterTypes()[parameter.getIndex()]
          : null;
    }
    return switch (property.getAnnotated()) {
      case Method method -> method.getAnnotatedReturnType();
      case Field field -> field.getAnnotatedType();
      case null, default -> null;
    };
  }
}
