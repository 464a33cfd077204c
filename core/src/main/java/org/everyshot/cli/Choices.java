package org.everyshot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The names of an enumeration, as the user types them: small letters, dashes.
final class Choices<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  Choices(Class<E> type) {
    this.type = type;
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public E convert(String typed) {
    List<String> names = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      if (name(value).equals(typed.toLowerCase(Locale.ROOT))) {
        return value;
      }
      names.add(name(value));
    }
    throw new TypeConversionException(
        "expected one of %s%s"
            .formatted(String.join(", ", names), NearestName.suggestion(typed, names)));
  }
}
