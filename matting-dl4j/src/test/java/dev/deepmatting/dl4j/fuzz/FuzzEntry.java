package dev.deepmatting.dl4j.fuzz;

/** Where Jazzer enters; the system property {@code fuzz.target} names the {@link FuzzTarget}. */
public final class FuzzEntry {
  private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty("fuzz.target"));

  private FuzzEntry() {}

  /**
   * Runs one input; Jazzer finds this method by its name.
   *
   * @param content the input
   */
  public static void fuzzerTestOneInput(byte[] content) {
    TARGET.run(content);
  }
}
