package org.everyshot.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.merging.AnomalousSite;
import org.everyshot.merging.Peak;

/// The peaks of an anomalous map and the heights at the known anomalous scatterers, as text, CSV
/// and JSON.
final class PeakTables {
  private final CrystalModel model;
  private final List<Peak> peaks;
  private final List<AnomalousSite> sites;

  PeakTables(CrystalModel model, List<Peak> peaks, List<AnomalousSite> sites) {
    this.model = model;
    this.peaks = peaks;
    this.sites = sites;
  }

  private String nearest(Peak peak) {
    return peak.nearest() < 0 ? "" : model.label(peak.nearest()).toString();
  }

  /// Cartesian position, Å, in the frame of the model's cell.
  private double[] place(double x, double y, double z) {
    double[] o = model.cell().orthogonalization();
    return new double[] {o[0] * x + o[1] * y + o[2] * z, o[4] * y + o[5] * z, o[8] * z};
  }

  /// Tables for a person.
  List<String> text() {
    List<String> lines = new ArrayList<>();
    if (peaks.isEmpty()) {
      lines.add("no peak is above the threshold");
    } else {
      lines.add("");
      lines.add(
          "   peak   height/σ        x        y        z (Å)   nearest atom        distance (Å)");
      for (int i = 0; i < peaks.size(); i++) {
        Peak p = peaks.get(i);
        double[] at = place(p.x(), p.y(), p.z());
        String near =
            p.nearest() < 0
                ? "none within 4 Å"
                : String.format(Locale.ROOT, "%-18s  %.2f", nearest(p), p.distance());
        lines.add(
            String.format(
                Locale.ROOT,
                "   %4d   %8.2f %8.2f %8.2f %8.2f       %s",
                i + 1,
                p.height(),
                at[0],
                at[1],
                at[2],
                near));
      }
    }
    if (!sites.isEmpty()) {
      lines.add("");
      lines.add("   known scatterer       f″/e   height/σ");
      for (AnomalousSite site : sites) {
        lines.add(
            String.format(
                Locale.ROOT,
                "   %-18s  %6.2f   %8.2f",
                model.label(site.atom()),
                site.fDoublePrime(),
                site.height()));
      }
    }
    return lines;
  }

  String peaksCsv() {
    var csv =
        new StringBuilder(
            "peak,height_sigma,x_angstrom,y_angstrom,z_angstrom,x_fraction,y_fraction,z_fraction,"
                + "nearest_atom,distance_angstrom,volume_angstrom3\n");
    for (int i = 0; i < peaks.size(); i++) {
      Peak p = peaks.get(i);
      double[] at = place(p.x(), p.y(), p.z());
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%.3f,%.3f,%.3f,%.3f,%.5f,%.5f,%.5f,%s,%s,%.2f\n",
              i + 1,
              p.height(),
              at[0],
              at[1],
              at[2],
              p.x(),
              p.y(),
              p.z(),
              nearest(p),
              p.nearest() < 0 ? "" : String.format(Locale.ROOT, "%.3f", p.distance()),
              p.volume()));
    }
    return csv.toString();
  }

  String sitesCsv() {
    var csv = new StringBuilder("atom,element,f_double_prime,height_sigma\n");
    for (AnomalousSite site : sites) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%.4f,%.3f\n",
              model.label(site.atom()),
              model.element(site.atom()),
              site.fDoublePrime(),
              site.height()));
    }
    return csv.toString();
  }

  List<Map<String, Object>> peaksJson() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Peak p : peaks) {
      var one = new LinkedHashMap<String, Object>();
      one.put("heightSigma", p.height());
      one.put("xyzAngstrom", place(p.x(), p.y(), p.z()));
      one.put("fractions", new double[] {p.x(), p.y(), p.z()});
      one.put("nearestAtom", nearest(p));
      one.put("distanceAngstrom", p.distance());
      one.put("volumeAngstrom3", p.volume());
      all.add(one);
    }
    return all;
  }

  List<Map<String, Object>> sitesJson() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (AnomalousSite site : sites) {
      var one = new LinkedHashMap<String, Object>();
      one.put("atom", model.label(site.atom()).toString());
      one.put("element", model.element(site.atom()).symbol());
      one.put("fDoublePrime", site.fDoublePrime());
      one.put("heightSigma", site.height());
      all.add(one);
    }
    return all;
  }
}
