package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What became of the pictures by one network: all together, and one by one. */
final class PictureTables {
  private final List<PictureResult> ways;
  private final StringBuilder text = new StringBuilder();

  private PictureTables(List<PictureResult> ways) {
    this.ways = ways;
  }

  static String of(String network, List<PictureResult> ways) {
    PictureTables tables = new PictureTables(ways);
    tables.text.append("\n### Pictures, ").append(network).append("\n\n");
    tables.together();
    tables.oneByOne();
    return tables.text.toString();
  }

  private void together() {
    head("way", "seconds, median", "seconds, all", "SAD, all", "SAD to whole", "peak memory, MB");
    for (PictureResult way : ways) {
      if (way.failure() != null) {
        text.append(Figures.line(way.way(), way.failure(), "", "", "", ""));
        continue;
      }
      Timing timing = new Timing(way.seconds());
      double sad = sad(way);
      text.append(
          Figures.line(
              way.way(),
              Figures.seconds(timing.median()),
              Figures.seconds(timing.sum()),
              sad == 0 ? "" : number(sad),
              percent(sad, whole(way) == null ? 0 : sad(whole(way))),
              Figures.megabytes(way.bytes())));
    }
    text.append('\n');
  }

  private void oneByOne() {
    List<String> columns = new ArrayList<>(List.of("picture", "unknown", "forced", "tiles"));
    for (PictureResult way : ways) {
      columns.add(way.way() + ", s");
      if (whole(way) != null) {
        columns.add("to whole");
      }
    }
    head(columns.toArray(String[]::new));
    for (int i = 0; i < ways.get(0).pictures().size(); i++) {
      times(i);
    }
    if (ways.stream().anyMatch(way -> sad(way) > 0)) {
      text.append('\n');
      accuracy(ways.stream().filter(way -> sad(way) > 0).toList());
    }
  }

  private void times(int place) {
    Picture picture = ways.get(0).pictures().get(place);
    List<String> cells = new ArrayList<>();
    cells.add(picture.name());
    cells.add(String.format(Locale.ROOT, "%.1f %%", 100 * picture.unknownShare()));
    cells.add(String.format(Locale.ROOT, "%.2f", picture.forcedShare()));
    cells.add(String.format(Locale.ROOT, "%.2f", picture.tilesShare()));
    for (PictureResult way : ways) {
      boolean failed = way.failure() != null;
      cells.add(failed ? "" : Figures.seconds(way.seconds().get(place)));
      if (whole(way) != null) {
        double ratio = way.seconds().get(place) / whole(way).seconds().get(place);
        cells.add(String.format(Locale.ROOT, "%.2f", ratio));
      }
    }
    text.append(Figures.line(cells.toArray(String[]::new)));
  }

  private void accuracy(List<PictureResult> scored) {
    List<String> columns = new ArrayList<>(List.of("picture"));
    for (PictureResult way : scored) {
      columns.add("SAD " + way.way());
      if (whole(way) != null) {
        columns.add("to whole");
      }
      if (!way.way().equals(PictureResult.REFERENCE)) {
        columns.add("mean difference to " + PictureResult.REFERENCE);
      }
    }
    head(columns.toArray(String[]::new));
    for (int i = 0; i < scored.get(0).pictures().size(); i++) {
      if (scored.get(0).sad().get(i) != null) {
        accuracy(i, scored);
      }
    }
  }

  private void accuracy(int place, List<PictureResult> scored) {
    List<String> cells = new ArrayList<>();
    cells.add(scored.get(0).pictures().get(place).name());
    for (PictureResult way : scored) {
      double sad = way.sad().get(place);
      cells.add(number(sad));
      if (whole(way) != null) {
        cells.add(percent(sad, whole(way).sad().get(place)));
      }
      if (!way.way().equals(PictureResult.REFERENCE)) {
        cells.add(String.format(Locale.ROOT, "%.5f", way.distance().get(place)));
      }
    }
    text.append(Figures.line(cells.toArray(String[]::new)));
  }

  /** The same precision without tiles, for a way with tiles; null for others or if it failed. */
  private PictureResult whole(PictureResult way) {
    return ways.stream()
        .filter(other -> way.way().endsWith(" auto") && other.failure() == null)
        .filter(other -> other.way().equals(way.way().replace(" auto", " whole")))
        .findFirst()
        .orElse(null);
  }

  private static double sad(PictureResult way) {
    return way.sad().stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue).sum();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String percent(double value, double base) {
    return base == 0 ? "" : String.format(Locale.ROOT, "%+.2f %%", 100 * (value - base) / base);
  }

  private void head(String... columns) {
    text.append(Figures.head(columns));
  }
}
