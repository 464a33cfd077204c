package org.everyshot.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Options from a YAML file: the flags' names without dashes, each with its value.
///
/// ```yaml
/// rings: 120
/// normalize: total
/// no-pictures: true
/// mask: [hot.h5, edges.h5]
/// ```
final class ConfigFile implements IDefaultValueProvider {
  /// Options that make no sense in a file.
  private static final List<String> NOT_IN_FILE = List.of("config", "help", "version");

  private final Map<String, String> values;

  private ConfigFile(Map<String, String> values) {
    this.values = values;
  }

  /// @param verb the verb whose options the file may name
  static ConfigFile read(Path file, CommandSpec verb) throws IOException {
    Map<String, OptionSpec> options = options(verb);
    var values = new HashMap<String, String>();
    for (Map.Entry<?, ?> entry : load(file).entrySet()) {
      String key = String.valueOf(entry.getKey());
      OptionSpec option = options.get(key);
      if (option == null) {
        throw new UserInputException(
            "%s: unknown key '%s'%s (see everyshot %s --help)"
                .formatted(
                    file,
                    key,
                    NearestName.suggestion(key, options.keySet()),
                    verb.qualifiedName().replaceFirst("^\\S+ ", "")));
      }
      String value = text(file, key, entry.getValue(), option);
      if (value != null) {
        values.put(key, value);
      }
    }
    return new ConfigFile(values);
  }

  private static Map<String, OptionSpec> options(CommandSpec verb) {
    var options = new LinkedHashMap<String, OptionSpec>();
    for (OptionSpec option : verb.options()) {
      String key = key(option);
      if (!NOT_IN_FILE.contains(key)) {
        options.put(key, option);
      }
    }
    return options;
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }

  private static Map<?, ?> load(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      Object root =
          new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromReader(in);
      if (root == null) {
        return Map.of();
      }
      if (root instanceof Map<?, ?> map) {
        return map;
      }
      throw new UserInputException(
          file + ": expected lines of the form 'name: value', found a lone value or a list");
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(mark -> " line " + (mark.getLine() + 1)).orElse("");
      throw new UserInputException(file + where + ": not valid YAML: " + e.getProblem(), e);
    } catch (YamlEngineException | CharacterCodingException e) {
      throw new UserInputException(file + ": not a YAML text file", e);
    }
  }

  private static @Nullable String text(
      Path file, String key, @Nullable Object value, OptionSpec option) {
    if (value instanceof Map) {
      throw new UserInputException(
          file + ": key '" + key + "' has keys of its own; expected a value");
    }
    if (value instanceof List<?> list) {
      if (!option.isMultiValue()) {
        throw new UserInputException(file + ": key '" + key + "' takes one value, found a list");
      }
      List<String> texts = new ArrayList<>();
      list.forEach(item -> texts.add(String.valueOf(item)));
      return texts.stream().collect(Collectors.joining(","));
    }
    return value == null ? null : String.valueOf(value);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? values.get(key(option)) : null;
  }
}
