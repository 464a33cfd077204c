package org.everyshot.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Runs the Python peers in a process of their own, on the same images.
final class Peers {
  private Peers() {}

  /// @param script `peers.py`
  /// @param file the images
  /// @param results takes images per second by name
  /// @return C_2(q, q') of the last peer, real part, first pair of rings
  static double run(
      Path script, Path file, int images, int rings, int azimuths, int threads, Results results)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "python3",
            script.toString(),
            "" + images,
            "" + rings,
            "" + azimuths,
            file.toString(),
            "" + threads);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    double value = Double.NaN;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> parts = List.of(line.split("\t", -1));
        results.note("peer: " + parts.get(0), threads, Double.parseDouble(parts.get(1)));
        value = Double.parseDouble(parts.get(2));
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("the Python peers ended with status " + process.exitValue());
    }
    return value;
  }
}
