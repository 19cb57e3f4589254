package dev.deepmatting.dl4j.benchmark.inference;

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
    List<String> columns = new ArrayList<>(List.of("picture", "unknown"));
    ways.forEach(way -> columns.add(way.way() + ", s"));
    List<PictureResult> scored = ways.stream().filter(way -> sad(way) > 0).toList();
    for (PictureResult way : scored) {
      columns.add("SAD " + way.way());
      if (whole(way) != null) {
        columns.add("to whole");
      }
    }
    head(columns.toArray(String[]::new));
    for (int i = 0; i < ways.get(0).pictures().size(); i++) {
      picture(i, scored);
    }
  }

  private void picture(int place, List<PictureResult> scored) {
    List<String> cells = new ArrayList<>();
    cells.add(ways.get(0).pictures().get(place));
    cells.add(String.format(Locale.ROOT, "%.1f %%", 100 * ways.get(0).unknownShares().get(place)));
    for (PictureResult way : ways) {
      cells.add(way.failure() == null ? Figures.seconds(way.seconds().get(place)) : "");
    }
    for (PictureResult way : scored) {
      Double sad = way.sad().get(place);
      cells.add(sad == null ? "" : number(sad));
      if (whole(way) != null) {
        cells.add(sad == null ? "" : percent(sad, whole(way).sad().get(place)));
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
