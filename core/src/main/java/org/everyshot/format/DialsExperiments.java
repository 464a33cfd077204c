package org.everyshot.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// A DIALS experiment list (`.expt`): which beam, crystal and image each experiment has.
///
/// Read as a stream; what is not needed is passed over.
/// Source: dxtbx, the models' dictionaries.
final class DialsExperiments {
  private static final int DEEPEST = 64;
  private static final int LONGEST_TEXT = 1 << 16;

  /// An experiment, as positions in the lists of models; −1 for none.
  record Experiment(
      String identifier, int beam, int detector, int crystal, int imageset, int scan) {}

  /// A beam, in DIALS' laboratory.
  static final class Beam {
    /// From the sample to the source.
    double[] direction = {0, 0, 1};

    /// Normal of the polarisation plane.
    double[] normal = {0, 1, 0};

    double wavelengthAngstrom = Double.NaN;
    boolean polychromatic;
  }

  /// A crystal.
  static final class Crystal {
    /// Rows a, b, c, Å, in DIALS' laboratory.
    final double[] axes = new double[9];

    String hall = "";
  }

  private final List<Experiment> experiments = new ArrayList<>();
  private final List<Beam> beams = new ArrayList<>();
  private final List<Crystal> crystals = new ArrayList<>();
  private final List<String> images = new ArrayList<>();
  private final List<Integer> scans = new ArrayList<>();
  private final List<Integer> panels = new ArrayList<>();

  private final Path path;
  private final JsonParser json;
  private String lastHall = "";

  private DialsExperiments(Path path, JsonParser json) {
    this.path = path;
    this.json = json;
  }

  /// @throws UserInputException where there is no such file
  /// @throws DamagedDataException where it is no experiment list
  static DialsExperiments read(Path path) {
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path));
        JsonParser json = factory.createParser(ObjectReadContext.empty(), in)) {
      var list = new DialsExperiments(path, json);
      list.all();
      return list;
    } catch (JacksonException e) {
      throw new DamagedDataException(
          path
              + ": line "
              + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
              + ": not a valid experiment list: "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    } catch (IOException e) {
      throw new UserInputException(
          path + (Files.exists(path) ? ": cannot be read" : ": no such file"), e);
    }
  }

  List<Experiment> experiments() {
    return experiments;
  }

  Beam beam(Experiment experiment) {
    return beams.get(experiment.beam());
  }

  /// The crystal of an experiment; null where it has none.
  @Nullable Crystal crystal(Experiment experiment) {
    return experiment.crystal() < 0 ? null : crystals.get(experiment.crystal());
  }

  List<Crystal> crystals() {
    return crystals;
  }

  /// Panels of an experiment's detector; 0 where it has none.
  int panels(Experiment experiment) {
    return experiment.detector() < 0 ? 0 : panels.get(experiment.detector());
  }

  /// What the file calls the image of an experiment; empty where it does not say.
  String image(Experiment experiment) {
    String image = experiment.imageset() < 0 ? "" : images.get(experiment.imageset());
    if (image.isEmpty() || experiment.scan() < 0) {
      return image;
    }
    return image + "//" + scans.get(experiment.scan());
  }

  private void all() {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw damaged("expected { of an experiment list");
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "experiment" -> each(this::experiment);
        case "beam" -> each(this::beam);
        case "crystal" -> each(this::crystal);
        case "imageset" -> each(this::imageset);
        case "scan" -> each(this::scan);
        case "detector" -> each(this::detector);
        default -> json.skipChildren();
      }
    }
    if (experiments.isEmpty()) {
      throw damaged("no experiments; expected a DIALS experiment list");
    }
    for (Experiment e : experiments) {
      boolean there =
          within(e.beam(), beams, true)
              && within(e.crystal(), crystals, false)
              && within(e.imageset(), images, false)
              && within(e.detector(), panels, false)
              && within(e.scan(), scans, false);
      if (!there) {
        throw damaged("an experiment names a model that is not in the file: " + e);
      }
    }
  }

  private static boolean within(int index, List<?> models, boolean required) {
    return index < models.size() && index >= (required ? 0 : -1);
  }

  /// Reads each object of the array that begins here.
  private void each(Runnable one) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw damaged("expected a list of objects");
      }
      one.run();
    }
  }

  /// The next key of the object, with the parser at its value; null at its end.
  private @Nullable String key() {
    if (json.nextToken() != JsonToken.PROPERTY_NAME) {
      return null;
    }
    String key = json.currentName();
    json.nextToken();
    return key;
  }

  private void experiment() {
    String identifier = "";
    int[] at = {-1, -1, -1, -1, -1};
    for (String key = key(); key != null; key = key()) {
      switch (key) {
        case "identifier" -> identifier = text();
        case "beam" -> at[0] = index();
        case "detector" -> at[1] = index();
        case "crystal" -> at[2] = index();
        case "imageset" -> at[3] = index();
        case "scan" -> at[4] = index();
        default -> json.skipChildren();
      }
    }
    if (at[0] < 0) {
      throw damaged("an experiment without a beam");
    }
    experiments.add(new Experiment(identifier, at[0], at[1], at[2], at[3], at[4]));
  }

  private void beam() {
    var beam = new Beam();
    for (String key = key(); key != null; key = key()) {
      switch (key) {
        case "direction" -> beam.direction = numbers(3);
        case "wavelength" -> beam.wavelengthAngstrom = number();
        case "polarization_normal" -> beam.normal = numbers(3);
        case "__id__" -> beam.polychromatic = text().equals("polychromatic");
        default -> json.skipChildren();
      }
    }
    if (!beam.polychromatic && !(beam.wavelengthAngstrom > 0 && beam.wavelengthAngstrom < 1e6)) {
      throw damaged("a beam of wavelength " + beam.wavelengthAngstrom + " Å");
    }
    beams.add(beam);
  }

  private void crystal() {
    var crystal = new Crystal();
    int axes = 0;
    for (String key = key(); key != null; key = key()) {
      switch (key) {
        case "real_space_a", "real_space_b", "real_space_c" -> {
          int axis = key.charAt(key.length() - 1) - 'a';
          System.arraycopy(numbers(3), 0, crystal.axes, 3 * axis, 3);
          axes |= 1 << axis;
        }
        case "space_group_hall_symbol" -> {
          String hall = text();
          lastHall = hall.equals(lastHall) ? lastHall : hall; // one object for all that agree
          crystal.hall = lastHall;
        }
        default -> json.skipChildren();
      }
    }
    if (axes != 7) {
      throw damaged("a crystal without real_space_a, real_space_b and real_space_c");
    }
    crystals.add(crystal);
  }

  private void imageset() {
    String image = "";
    int frame = -1;
    for (String key = key(); key != null; key = key()) {
      switch (key) {
        case "images" -> image = firstText(image);
        case "template" -> image = text();
        case "single_file_indices" -> frame = firstInteger();
        default -> json.skipChildren();
      }
    }
    images.add(image.isEmpty() || frame < 0 ? image : image + "//" + frame);
  }

  private void scan() {
    double[] range = {-1, -1};
    double turn = 0;
    for (String key = key(); key != null; key = key()) {
      switch (key) {
        case "image_range" -> range = ends();
        case "oscillation" -> turn = ends()[1];
        case "properties" -> turn = turn();
        default -> json.skipChildren();
      }
    }
    if (turn != 0 && range[1] > range[0]) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "%s: a rotation scan, images %.0f to %.0f; expected stills. Merge it from the"
                  + " unmerged .mtz that dials.export writes of it",
              path,
              range[0],
              range[1]));
    }
    scans.add((int) range[0]);
  }

  private void detector() {
    int count = 0;
    for (String key = key(); key != null; key = key()) {
      if (key.equals("panels") && json.currentToken() == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          json.skipChildren();
          count++;
        }
      } else {
        json.skipChildren();
      }
    }
    panels.add(count);
  }

  private String text() {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw damaged("expected a text");
    }
    return json.getString();
  }

  private String firstText(String otherwise) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return otherwise;
    }
    String first = otherwise;
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == 0 && json.currentToken() == JsonToken.VALUE_STRING) {
        first = json.getString();
      }
      json.skipChildren();
    }
    return first;
  }

  /// Angle that a scan turns by, of newer files, which tell the angle of every image.
  private double turn() {
    double turn = 0;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return turn;
    }
    for (String key = key(); key != null; key = key()) {
      if (key.equals("oscillation")) {
        double[] ends = ends();
        turn = ends[1] - ends[0];
      } else {
        json.skipChildren();
      }
    }
    return turn;
  }

  private int firstInteger() {
    return (int) ends()[0];
  }

  /// First and last number of an array; −1 where there is none.
  private double[] ends() {
    double[] ends = {-1, -1};
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return ends;
    }
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      if (json.currentToken().isNumeric()) {
        ends[1] = json.getDoubleValue();
        ends[0] = i == 0 ? ends[1] : ends[0];
      }
      json.skipChildren();
    }
    return ends;
  }

  private int index() {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return -1;
    }
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw damaged("expected the position of a model");
    }
    return json.getIntValue();
  }

  private double number() {
    JsonToken token = json.currentToken();
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw damaged("expected a number");
    }
    return json.getDoubleValue();
  }

  private double[] numbers(int count) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw damaged("expected " + count + " numbers");
    }
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      json.nextToken();
      out[i] = number();
    }
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw damaged("expected " + count + " numbers");
    }
    return out;
  }

  private DamagedDataException damaged(String what) {
    return new DamagedDataException(
        path + ": line " + json.currentLocation().getLineNr() + ": " + what);
  }
}
