package org.everyshot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.everyshot.invariants.DegreeReport;
import org.everyshot.invariants.DiameterScan;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.FitQuality;

/// What to tell of invariants that have been written.
record ExtractionSummary(ExtractedInvariants extracted, long shots, double seconds) {
  void say(Screen screen, Path out, List<Path> pictures) {
    int[] degrees = extracted.whole().degrees();
    int last = degrees[degrees.length - 1];
    extracted.remarks().forEach(screen::say);
    screen.say(
        String.format(
            Locale.ROOT,
            "%,d shots, %d rings, degrees 0 to %d, diameter %.3g Å",
            shots,
            extracted.whole().rings(),
            last,
            extracted.diameterAngstrom()));
    screen.say("   l  tiers  rank of  noise floor  half-sets agree  beyond chance");
    for (DegreeReport report : extracted.reports()) {
      screen.say(
          String.format(
              Locale.ROOT,
              "%4d  %-5s  %4s %2d  %11.3g  %15.3f  %11s%s",
              report.degree(),
              report.tiers(),
              report.reduced() ? Integer.toString(report.rank()) : "all",
              report.terms(),
              report.noiseFloor(),
              report.halfAgreement(),
              Double.isNaN(report.evidence())
                  ? "unknown"
                  : String.format(Locale.ROOT, "%.1f σ", report.evidence()),
              report.degree() > last ? "  left out, and all above" : ""));
    }
    FitQuality quality = extracted.quality();
    screen.say(
        String.format(
            Locale.ROOT,
            "χ² per value: %.3f; of one half foretold by the other %.3f (tier 1 alone %.3f);"
                + " of angles left out %.3f",
            quality.chiSquare(),
            quality.heldOut(),
            quality.heldOutFirstTier(),
            quality.heldOutBlocks()));
    screen.say(
        String.format(
            Locale.ROOT,
            "data per resolution cell %.2f; gaps filled in %d passes; %.1f s",
            quality.dataPerCell(),
            quality.passes(),
            seconds));
    screen.say("wrote " + out);
    if (!pictures.isEmpty()) {
      screen.say(
          "pictures "
              + pictures.getFirst()
              + " and, one by one, "
              + pictures.stream()
                  .skip(1)
                  .map(file -> String.valueOf(file.getFileName()))
                  .collect(Collectors.joining(", ")));
    }
  }

  void put(JsonResult result, Path out, List<Path> pictures) {
    FitQuality quality = extracted.quality();
    int[] degrees = extracted.whole().degrees();
    result
        .put("out", out)
        .put("pictures", pictures)
        .put("shots", shots)
        .put("rings", extracted.whole().rings())
        .put("degreeMax", degrees[degrees.length - 1])
        .put("diameterAngstrom", extracted.diameterAngstrom())
        .put("wavelengthAngstrom", extracted.wavelengthAngstrom())
        .put("degrees", degrees(degrees[degrees.length - 1]))
        .put("chiSquare", quality.chiSquare())
        .put("chiSquareHeldOut", quality.heldOut())
        .put("chiSquareHeldOutTier1", quality.heldOutFirstTier())
        .put("chiSquareHeldOutAngles", quality.heldOutBlocks())
        .put("smoothing", quality.smoothing())
        .put("passes", quality.passes())
        .put("dataPerResolutionCell", quality.dataPerCell())
        .put("remarks", extracted.remarks())
        .put("seconds", seconds);
    DiameterScan scan = extracted.scan();
    if (scan != null) {
      result.put("scanDiameterAngstrom", scan.diameters()).put("scanChiSquare", scan.chiSquare());
    }
  }

  private List<Map<String, Object>> degrees(int last) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (DegreeReport report : extracted.reports()) {
      var row = new LinkedHashMap<String, Object>();
      row.put("degree", report.degree());
      row.put("used", report.degree() <= last);
      row.put("tiers", report.tiers());
      row.put("rank", report.rank());
      row.put("terms", report.terms());
      row.put("noiseFloor", report.noiseFloor());
      row.put("halfAgreement", report.halfAgreement());
      row.put("evidence", report.evidence());
      row.put("eigenvalues", report.eigenvalues());
      rows.add(row);
    }
    return rows;
  }
}
