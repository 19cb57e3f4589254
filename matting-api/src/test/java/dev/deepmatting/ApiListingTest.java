package dev.deepmatting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs compile against changes only on purpose, and says since when it is there. */
class ApiListingTest {
  private static final Path COMMITTED = Path.of("src/test/resources/dev/deepmatting/api.txt");
  private static final Path FOUND = Path.of("target/api.txt");
  private static final Pattern DECLARATION =
      Pattern.compile("^public .*?\\b(?:class|interface|enum|record) ", Pattern.MULTILINE);
  private static final Pattern SINCE =
      Pattern.compile("^ \\* @since \\d+\\.\\d+$", Pattern.MULTILINE);

  static List<Class<?>> types() {
    return PublicTypes.topLevel();
  }

  @Test
  void theApiIsAsCommitted() throws IOException {
    List<String> found = ApiListing.lines();
    Files.write(FOUND, found);
    List<String> committed = Files.readAllLines(COMMITTED);
    String hint = "; if the change is meant, copy " + FOUND + " to " + COMMITTED;
    assertThat(less(committed, found)).as("gone from the public API" + hint).isEmpty();
    assertThat(less(found, committed)).as("new in the public API" + hint).isEmpty();
    assertThat(found).isEqualTo(committed);
  }

  @ParameterizedTest
  @MethodSource("types")
  void eachTypeSaysSinceWhen(Class<?> type) {
    String source = source(type);
    Matcher declaration = DECLARATION.matcher(source);
    assertThat(declaration.find()).isTrue();
    assertThat(source.substring(0, declaration.start())).containsPattern(SINCE);
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatMayBeNullIsMarked(Class<?> type) {
    assertThat(type.getPackage().isAnnotationPresent(NullMarked.class)).isTrue();
  }

  private static List<String> less(List<String> lines, List<String> others) {
    List<String> rest = withTypes(lines);
    rest.removeAll(Set.copyOf(withTypes(others)));
    return rest;
  }

  /** Each line with the type that it belongs to, so that a difference is understood alone. */
  private static List<String> withTypes(List<String> lines) {
    List<String> full = new ArrayList<>();
    String type = "";
    for (String line : lines) {
      type = line.startsWith(" ") ? type : line;
      full.add(line.equals(type) ? line : type + line);
    }
    return full;
  }

  private static String source(Class<?> type) {
    try {
      return Files.readString(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
