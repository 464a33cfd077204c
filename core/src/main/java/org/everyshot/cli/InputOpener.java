package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.everyshot.cli.ShotInputs.Opened;
import org.everyshot.detector.GridWish;
import org.everyshot.detector.PolarGrid;
import org.everyshot.detector.PolarMask;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Source;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.FrameSource;
import org.everyshot.format.GeometryFile;
import org.everyshot.format.ImageWidth;
import org.everyshot.format.NumberArray;
import org.everyshot.format.PolarSource;
import org.everyshot.format.RunSource;
import org.everyshot.shot.MaskedShots;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Opens files of shots, whatever their format.
final class InputOpener {
  /// Where our own simulation puts polar images, and their ring centres beside them.
  private static final String SIMULATED = "/polar/images";

  private static final String SIMULATED_Q = "/polar/q";

  private final ImageOptions images;
  private final boolean doublePrecision;
  private final boolean withVariance;
  private final LossLedger ledger;
  private @Nullable FrameInput frames;

  /// @param withVariance whether the photon variance of frames is carried along
  /// @param ledger where the sources note shots that they leave out
  InputOpener(
      ImageOptions images, boolean doublePrecision, boolean withVariance, LossLedger ledger) {
    this.images = images;
    this.doublePrecision = doublePrecision;
    this.withVariance = withVariance;
    this.ledger = ledger;
  }

  /// @throws UserInputException where options that it needs are missing
  Opened open(InputName name) throws IOException {
    return switch (name.kind()) {
      case NUMPY -> polar(name, PolarSource.npy(name.path(), width(), ledger));
      case HDF5 -> hdf5(name);
      case FOLDER -> run(name);
    };
  }

  /// A background that is taken off in double precision leaves numbers that are no floats.
  private ImageWidth width() {
    if (!doublePrecision) {
      return ImageWidth.SINGLE;
    }
    return images.background() == null ? ImageWidth.AS_STORED : ImageWidth.DOUBLE;
  }

  private Opened hdf5(InputName name) {
    String dataset = name.dataset();
    if (dataset != null) {
      return polar(name, PolarSource.hdf5(name.path(), dataset, width(), ledger));
    }
    Path file = images.geometry();
    if (file == null && NumberArray.find(name.path(), SIMULATED_Q) != null) {
      return hdf5(new InputName(name.path(), SIMULATED));
    }
    if (file == null) {
      throw new UserInputException(
          name.typed()
              + ": give --geometry FILE.geom if it holds detector frames, or name its dataset of"
              + " polar images as "
              + name.typed()
              + ":/path");
    }
    FrameInput input = frameInput(file);
    FrameSource frames = FrameSource.open(name.path(), input.geometry());
    try {
      return input.open(name.typed(), frames);
    } catch (RuntimeException e) {
      frames.close();
      throw e;
    }
  }

  private Opened run(InputName name) {
    Path file = images.geometry();
    if (!RunSource.isRun(name.path())) {
      throw new UserInputException(
          name.typed() + ": is a folder without EuXFEL detector files; name the files in it");
    }
    if (file == null) {
      throw new UserInputException(name.typed() + ": a run needs --geometry FILE.geom");
    }
    FrameInput input = frameInput(file);
    RunSource frames = RunSource.open(name.path(), input.geometry());
    try {
      return input.open(name.typed(), frames);
    } catch (RuntimeException e) {
      frames.close();
      throw e;
    }
  }

  private FrameInput frameInput(Path file) {
    FrameInput known = frames;
    if (known == null) {
      GeometryFile told = GeometryFile.read(file);
      known =
          new FrameInput(
              images.overrule(told.geometry()),
              told.warnings(),
              images,
              doublePrecision,
              withVariance,
              ledger);
      frames = known;
    }
    return known;
  }

  private Opened polar(InputName name, PolarSource source) {
    try {
      PolarGrid grid = grid(name, source);
      double[] wavelength = beside(name, "wavelength");
      Double asked = images.wavelengthAngstrom();
      return new Opened(
          name.typed(),
          masked(source, grid),
          grid,
          asked != null ? asked : wavelength.length == 1 ? wavelength[0] : Double.NaN,
          "image units",
          () -> missing(name, source.missingBins()),
          null);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /// The grid of polar images: as the options say, else by the ring centres beside the images.
  private PolarGrid grid(InputName name, PolarSource source) {
    GridWish wish = images.grid();
    Double qMin = wish.qMin();
    Double qMax = wish.qMax();
    double[] told = qMin == null || qMax == null ? beside(name, "q") : new double[0];
    if (told.length == source.rings()) {
      requireEven(name, told);
      qMin = qMin == null ? Double.valueOf(told[0]) : qMin;
      qMax = qMax == null ? Double.valueOf(told[told.length - 1]) : qMax;
    }
    if (qMin == null || qMax == null) {
      throw new UserInputException(
          name.typed()
              + ": polar images need --q-min and --q-max, the centres of their first and last"
              + " ring in 1/angstrom");
    }
    if (qMin > qMax || (qMin.equals(qMax) && source.rings() > 1)) {
      throw new UserInputException(
          ("%s: rings from %.4g to %.4g Å⁻¹; give both --q-min and --q-max, the first below the"
                  + " second")
              .formatted(name.typed(), qMin, qMax));
    }
    return new PolarGrid(qMin, qMax, source.rings(), source.azimuths());
  }

  /// Refuses ring centres that do not rise in equal steps; rounding may move them by a fifth.
  private static void requireEven(InputName name, double[] q) {
    double step = q.length == 1 ? 1 : (q[q.length - 1] - q[0]) / (q.length - 1);
    boolean even = q[0] >= 0 && step > 0;
    for (int r = 0; r < q.length; r++) {
      even &= Math.abs(q[r] - q[0] - r * step) <= 0.2 * step;
    }
    if (!even) {
      throw new UserInputException(
          ("%s: the ring centres q beside it, %.4g to %.4g, do not rise in equal steps from 0 or"
                  + " more; bin the images anew, or give --q-min and --q-max, Å⁻¹, of even rings")
              .formatted(name.typed(), q[0], q[q.length - 1]));
    }
  }

  private static List<String> missing(InputName name, long bins) {
    return bins == 0
        ? List.of()
        : List.of("%s: %,d bins hold NaN and count as missing".formatted(name.typed(), bins));
  }

  /// Numbers that lie beside a dataset of images in its file; empty where there are none.
  private static double[] beside(InputName name, String what) {
    String dataset = name.dataset();
    if (dataset == null) {
      return new double[0];
    }
    String group = dataset.substring(0, dataset.lastIndexOf('/') + 1);
    NumberArray found = NumberArray.find(name.path(), group + what);
    return found == null ? new double[0] : found.doubles();
  }

  /// Polar images with the user's masks and background.
  private Source<ShotBatch> masked(PolarSource source, PolarGrid grid) {
    Source<ShotBatch> shots = masked(source, grid, images.masks());
    String background = images.background();
    if (background != null) {
      NumberArray image = array(background);
      int[] expected = {grid.rings(), grid.azimuths()};
      if (!Arrays.equals(image.shape(), expected)) {
        throw new UserInputException(
            image + ": expected " + Arrays.toString(expected) + ", the rings and azimuths");
      }
      shots = new MaskedShots(shots, null, image.doubles());
    }
    return shots;
  }

  /// Polar images without the bins that masks leave out.
  ///
  /// @param masks files, as `--mask` names them
  static Source<ShotBatch> masked(Source<ShotBatch> source, PolarGrid grid, List<String> masks) {
    Source<ShotBatch> shots = source;
    for (String typed : masks) {
      NumberArray mask = array(typed);
      PolarMask good =
          PolarMask.ofArray(grid.rings(), grid.azimuths(), mask.shape(), mask::value, mask.name());
      shots = new MaskedShots(shots, good, null);
    }
    return shots;
  }

  /// Reads an array that an option names.
  static NumberArray array(String typed) {
    InputName name = InputName.parse(typed);
    return NumberArray.read(name.path(), name.dataset());
  }
}
