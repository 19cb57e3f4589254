package dev.deepmatting.batch;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for file names, in the form of {@link java.nio.file.FileSystem#getPathMatcher}'s globs.
 * Java's own matcher is a backtracking regular expression, which takes hours with many stars. This
 * one keeps the set of matching positions in the pattern, so its time is the length of the name
 * times that of the pattern.
 */
final class NamePattern {
  private static final int MOST_WORDS = 1000;

  private final List<List<Item>> alternatives;

  private NamePattern(List<List<Item>> alternatives) {
    this.alternatives = alternatives;
  }

  /** Matches one character of a name, or any number of them. */
  private record Item(boolean star, IntPredicate character) {
    private static final Item STAR = new Item(true, any -> true);
  }

  /**
   * Reads a pattern.
   *
   * @param text without slashes
   * @param anyCase whether letters match both cases
   * @throws PatternSyntaxException if a bracket or a brace has no end, a brace is inside another,
   *     or there are too many words in braces
   */
  static NamePattern of(String text, boolean anyCase) {
    return new NamePattern(new Reader(composed(text), anyCase).read());
  }

  boolean matches(String name) {
    int[] characters = composed(name).codePoints().toArray();
    return alternatives.stream().anyMatch(items -> matches(items, characters));
  }

  /** Returns the text in one of the two Unicode forms of accents. */
  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static boolean matches(List<Item> items, int... characters) {
    BitSet places = new BitSet(items.size() + 1);
    places.set(0);
    passStars(items, places);
    for (int character : characters) {
      BitSet next = new BitSet(items.size() + 1);
      for (int at = places.nextSetBit(0);
          at >= 0 && at < items.size();
          at = places.nextSetBit(at + 1)) {
        Item item = items.get(at);
        if (item.star()) {
          next.set(at);
        } else if (item.character().test(character)) {
          next.set(at + 1);
        }
      }
      passStars(items, next);
      places = next;
    }
    return places.get(items.size());
  }

  /** Advances past stars, which can match nothing. */
  private static void passStars(List<Item> items, BitSet places) {
    for (int at = places.nextSetBit(0);
        at >= 0 && at < items.size();
        at = places.nextSetBit(at + 1)) {
      if (items.get(at).star()) {
        places.set(at + 1);
      }
    }
  }

  /** Parses a pattern. */
  private static final class Reader {
    private final String text;
    private final boolean anyCase;
    private int at;

    Reader(String text, boolean anyCase) {
      this.text = text;
      this.anyCase = anyCase;
    }

    List<List<Item>> read() {
      List<List<Item>> read = List.of(List.of());
      while (at < text.length()) {
        read = joined(read, text.charAt(at) == '{' ? words() : List.of(List.of(item())));
      }
      return read;
    }

    private List<List<Item>> joined(List<List<Item>> starts, List<List<Item>> ends) {
      if ((long) starts.size() * ends.size() > MOST_WORDS) {
        throw error("more than " + MOST_WORDS + " combinations of words in braces");
      }
      List<List<Item>> joined = new ArrayList<>();
      for (List<Item> start : starts) {
        for (List<Item> end : ends) {
          List<Item> both = new ArrayList<>(start);
          both.addAll(end);
          joined.add(both);
        }
      }
      return joined;
    }

    private List<List<Item>> words() {
      at++;
      List<List<Item>> words = new ArrayList<>();
      List<Item> word = new ArrayList<>();
      while (at < text.length() && text.charAt(at) != '}') {
        if (text.charAt(at) == '{') {
          throw error("a brace inside another");
        }
        if (text.charAt(at) == ',') {
          at++;
          words.add(word);
          word = new ArrayList<>();
        } else {
          word.add(item());
        }
      }
      if (at == text.length()) {
        throw error("a brace without its end");
      }
      at++;
      words.add(word);
      return words;
    }

    private Item item() {
      int character = next();
      return switch (character) {
        case '*' -> Item.STAR;
        case '?' -> new Item(false, any -> true);
        case '[' -> new Item(false, bracket());
        case '\\' -> literal(next());
        default -> literal(character);
      };
    }

    private Item literal(int character) {
      return new Item(false, range(character, character));
    }

    private IntPredicate bracket() {
      boolean not = at < text.length() && text.charAt(at) == '!';
      at += not ? 1 : 0;
      IntPredicate found = none -> false;
      boolean first = true;
      while (first || text.charAt(at) != ']') {
        int from = next();
        int to = from;
        if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
          at++;
          to = next();
        }
        found = found.or(range(from, to));
        first = false;
        if (at == text.length()) {
          throw error("a bracket without its end");
        }
      }
      at++;
      return not ? found.negate() : found;
    }

    private IntPredicate range(int from, int to) {
      IntPredicate exact = character -> from <= character && character <= to;
      return anyCase
          ? exact
              .or(character -> exact.test(Character.toLowerCase(character)))
              .or(character -> exact.test(Character.toUpperCase(character)))
          : exact;
    }

    private int next() {
      if (at == text.length()) {
        throw error("an end too early");
      }
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      return character;
    }

    private PatternSyntaxException error(String reason) {
      return new PatternSyntaxException(reason, text, at);
    }
  }
}
