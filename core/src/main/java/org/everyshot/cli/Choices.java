package org.everyshot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.everyshot.correlation.CorrelationSettings.Correction;
import org.everyshot.correlation.CorrelationSettings.Normalization;
import org.everyshot.correlation.CorrelationSettings.Orientations;
import org.everyshot.correlation.CorrelationSettings.Precision;
import org.everyshot.correlation.CorrelationSettings.SelfTerm;
import org.everyshot.merging.Partiality;
import org.everyshot.merging.PhysicalSettings;
import org.everyshot.merging.Polarisation;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The names of an enumeration, as the user types them: small letters, dashes.
final class Choices<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  Choices(Class<E> type) {
    this.type = type;
  }

  /// Makes every enumeration that verbs take as an option known to a command line.
  static void register(CommandLine program) {
    add(program, Normalization.class);
    add(program, Correction.class);
    add(program, SelfTerm.class);
    add(program, Orientations.class);
    add(program, Precision.class);
    add(program, Merge.Method.class);
    add(program, BayesOptions.Model.class);
    add(program, BayesOptions.Prior.class);
    add(program, PhysicalSettings.Likelihood.class);
    add(program, PhysicalSettings.Part.class);
    add(program, Reconstruct.Prior.class);
    add(program, Partiality.class);
    add(program, Polarisation.class);
  }

  private static <E extends Enum<E>> void add(CommandLine program, Class<E> type) {
    program.registerConverter(type, new Choices<>(type));
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
