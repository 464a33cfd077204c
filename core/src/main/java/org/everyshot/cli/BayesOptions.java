package org.everyshot.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.MergingCheckpoint;
import org.everyshot.merging.MergingSettings;
import org.everyshot.merging.NetworkMerging;
import org.everyshot.merging.NetworkSettings;
import org.everyshot.merging.PhysicalSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of `merge --method bayes`: which model, and its choices.
final class BayesOptions {
  /// Passes in which the hybrid model's network is trained.
  private static final int TRAINING = 3;

  /// What explains an image.
  enum Model {
    PHYSICAL,
    NETWORK,
    HYBRID
  }

  /// What is known of amplitudes beforehand.
  enum Prior {
    WILSON,
    FRIEDEL
  }

  @Option(
      names = "--model",
      paramLabel = "physical|network|hybrid",
      order = 5,
      description =
          "With --method bayes, what explains an image: physical (default), seven parameters;"
              + " network, the published neural networks; hybrid, seven parameters and a network"
              + " for what they leave.")
  private @Nullable Model model;

  @Option(
      names = "--network",
      paramLabel = "NAME=VALUE",
      split = ",",
      order = 5,
      description =
          "With --model network: another choice than the published one, such as"
              + " blocks=5,posterior=sums; see docs/merging.md.")
  private List<String> network = List.of();

  @Option(
      names = "--prior",
      paramLabel = "wilson|friedel",
      order = 5,
      description =
          "With --method bayes: each amplitude by itself, or mates nearly equal (friedel,"
              + " default).")
  private @Nullable Prior prior;

  @Option(
      names = "--likelihood",
      paramLabel = "normal|student",
      order = 5,
      description =
          "With --model physical, how measurements scatter: normally (default), or as Student's t"
              + " whose degrees of freedom are learned, for data with outliers.")
  private PhysicalSettings.@Nullable Likelihood likelihood;

  @Option(
      names = "--without",
      paramLabel = "PART",
      split = ",",
      order = 5,
      description =
          "With --model physical: leave parts of the model out, for comparison: gauge, gains,"
              + " profile, errors, misorientation, widths, cell, spectrum.")
  private Set<PhysicalSettings.Part> without = EnumSet.noneOf(PhysicalSettings.Part.class);

  @Option(
      names = "--warm-start",
      paramLabel = "model.bin",
      order = 5,
      description = "With --method bayes: start from what another run has learned.")
  private @Nullable Path warmStart;

  /// Whether networks alone explain images.
  boolean networks() {
    return model == Model.NETWORK;
  }

  /// Passes where the user names none: the hybrid's are those before its network is trained.
  int usualPasses() {
    return model == null || model == Model.PHYSICAL ? PhysicalSettings.standard().passes() : 2;
  }

  /// Another run to start from; null for none.
  @Nullable Path warmStart() {
    return warmStart;
  }

  /// Refuses what has no meaning together.
  ///
  /// @param method as typed, for messages
  /// @param used whether the method looks at these options
  void check(String method, boolean used) {
    if (!used) {
      refuse("--model", model != null, method);
      refuse("--prior", prior != null, method);
      refuse("--warm-start", warmStart != null, method);
      refuse("--likelihood", likelihood != null, method);
      refuse("--without", !without.isEmpty(), method);
    }
    if (!network.isEmpty() && !networks()) {
      throw new UserInputException("--network: has no meaning without --model network");
    }
    if (model == Model.HYBRID && likelihood == PhysicalSettings.Likelihood.STUDENT) {
      throw new UserInputException(
          "--likelihood student: not available with --model hybrid; choose --model physical");
    }
    if (networks()) {
      refuseWithNetworks("--prior", prior != null);
      refuseWithNetworks("--likelihood", likelihood != null);
      refuseWithNetworks("--without", !without.isEmpty());
    }
  }

  /// Refuses an option that a method would not look at.
  ///
  /// @param method as typed
  static void refuse(String option, boolean given, String method) {
    if (given) {
      throw new UserInputException(
          option + ": has no meaning with --method " + method + "; leave it out");
    }
  }

  /// Refuses an option that the networks would not look at.
  static void refuseWithNetworks(String option, boolean given) {
    if (given) {
      throw new UserInputException(
          option + ": not available with --model network; choose --model physical");
    }
  }

  /// The physical or the hybrid model's choices.
  ///
  /// @param seed of the hybrid's network
  PhysicalSettings physical(int passes, long seed) {
    var standard = PhysicalSettings.standard().withPasses(passes).without(without);
    PhysicalSettings coupled = prior != Prior.WILSON ? standard : standard.withoutFriedel();
    if (likelihood != null) {
      coupled = coupled.with(likelihood);
    }
    return model == Model.HYBRID ? coupled.hybrid(TRAINING, seed) : coupled;
  }

  /// A merging by networks.
  NetworkMerging networks(
      MergingSettings settings, int passes, long seed, Team team, MergingCheckpoint safe) {
    NetworkSettings choices = NetworkSettings.published().with(passes, seed);
    for (String choice : network) {
      choices = choices.with(choice);
    }
    return new NetworkMerging(
        settings, choices, team, ModelFile.readNetwork(warmStart, team), safe);
  }
}
