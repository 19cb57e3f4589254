package dev.deepmatting.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
  private static final FileSystem SYSTEM = FileSystems.getDefault();

  /** Java's matcher is the oracle, on patterns that do not take it long. */
  @Test
  void isAsJavasGlob() {
    Random random = new Random(7);
    int matches = 0;
    for (int i = 0; i < 20_000; i++) {
      String pattern =
          text(random, 6, "a", "b", "?", "*", "[ab]", "[!a]", "[a-c]", "{a,b}", "{ab,}");
      String name = text(random, 6, "a", "b", "c", "d");
      boolean wanted = SYSTEM.getPathMatcher("glob:" + pattern).matches(Path.of(name));
      matches += wanted ? 1 : 0;
      assertThat(NamePattern.of(pattern, false).matches(name))
          .as(pattern + " " + name)
          .isEqualTo(wanted);
    }
    assertThat(matches).isBetween(2_000, 18_000);
  }

  private static String text(Random random, int most, String... pieces) {
    StringBuilder text = new StringBuilder();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  /** As a regular expression it would not end within a lifetime. */
  @Test
  void manyStarsTakeNoLongerThanTheNameAndThePatternAreLong() {
    NamePattern pattern = NamePattern.of("*a".repeat(60) + "*b", false);

    assertThat(pattern.matches("a".repeat(255))).isFalse();
    assertThat(pattern.matches("a".repeat(254) + "b")).isTrue();
  }

  @Test
  void backslashesAndBracketsTakeAwayAMeaning() {
    assertThat(NamePattern.of("a\\*[*]", false).matches("a**")).isTrue();
    assertThat(NamePattern.of("a\\*[*]", false).matches("ab*")).isFalse();
    assertThat(NamePattern.of("[a-]", false).matches("-")).isTrue();
  }

  @Test
  void lettersMayStandForBothTheirCases() {
    assertThat(NamePattern.of("*.jpg", true).matches("A.JPG")).isTrue();
    assertThat(NamePattern.of("*.jpg", false).matches("A.JPG")).isFalse();
  }

  @Test
  void accentsMayBeWrittenInTwoWays() {
    assertThat(NamePattern.of("caf\u00e9*", false).matches("cafe\u0301.png")).isTrue();
    assertThat(NamePattern.of("caf?.png", false).matches("cafe\u0301.png")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a",
        "[",
        "[!",
        "{a,b",
        "{a{b}}",
        "a\\",
        "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"
      })
  void refusesWhatIsOutOfForm(String pattern) {
    assertThatThrownBy(() -> NamePattern.of(pattern, false))
        .isInstanceOf(PatternSyntaxException.class);
  }
}
