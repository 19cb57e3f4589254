package dev.deepmatting.dl4j.internal.weights.keras;

import static dev.deepmatting.dl4j.internal.weights.keras.KerasFiles.find;
import static dev.deepmatting.dl4j.internal.weights.keras.KerasFiles.numbers;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.ModelFormatException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound files with a field changed, cut short or continued. */
class DamagedKerasFileTest {
  private static final byte[] FLOAT32 = {0x11, 0x20, 31, 0, 4, 0, 0, 0};

  /** A shape of four sides with greatest sides, as version 1 of the message begins. */
  private static final byte[] FOUR_SIDES = {1, 4, 1, 0, 0, 0, 0, 0};

  /** The superblocks: where they say how long the file is, and where the checksum stands. */
  private static final int OLD_END = 40;

  private static final int NEW_END = 28;
  private static final int NEW_CHECKSUM = 44;

  private static void assertRefused(byte[] content, String message) {
    assertThatThrownBy(() -> KerasFiles.readAll(content))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model x")
        .hasMessageContaining(message);
  }

  private static void assertRefused(String name, Consumer<byte[]> damage, String message) {
    byte[] content = KerasFiles.bytes(name);
    damage.accept(content);
    assertRefused(content, message);
  }

  private static void assertOldRefused(Consumer<byte[]> damage, String message) {
    assertRefused("weights-keras1", damage, message);
  }

  /** Damages the newer kind of superblock, and makes its checksum right again. */
  private static void assertNewRefused(Consumer<byte[]> damage, String message) {
    assertRefused(
        "model-latest",
        content -> {
          damage.accept(content);
          numbers(content)
              .putInt(NEW_CHECKSUM, Hdf5Bytes.Checksum.of(numbers(content), NEW_CHECKSUM));
        },
        message);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 50, 96, 5000, 20_000, 25_107})
  void refusesAFileCutShort(int length) {
    String message = length < 96 ? "the superblock is declared as" : "says that the file has 34888";
    assertRefused(
        Arrays.copyOf(KerasFiles.bytes("weights-keras1"), length),
        length == 8 ? "the superblock is declared as 9 bytes from byte 0" : message);
    assertRefused(Arrays.copyOf(KerasFiles.bytes("model-latest"), length), "the superblock");
  }

  @Test
  void refusesBytesBehindTheEnd() {
    for (String name : KerasFiles.SOUND) {
      byte[] sound = KerasFiles.bytes(name);
      assertRefused(
          Arrays.copyOf(sound, sound.length + 1),
          "the superblock says that the file has " + sound.length + " bytes, it has");
    }
  }

  @Test
  void refusesSuperblocksOfOtherKinds() {
    assertOldRefused(b -> b[8] = 4, "superblock has version 4, wanted 0 or 1 or 2 or 3");
    assertOldRefused(b -> b[9] = 1, "superblock has free space version 1, wanted 0");
    assertOldRefused(b -> b[13] = 4, "superblock has size of offsets 4, wanted 8");
    assertOldRefused(b -> b[14] = 2, "superblock has size of lengths 2, wanted 8");
    assertOldRefused(b -> b[24] = 1, "superblock has a base address");
    assertOldRefused(b -> b[32] = 1, "superblock has free space information");
    assertOldRefused(b -> b[OLD_END + 7] = -1, "says that the file has 18374686479671658568");
    assertOldRefused(b -> b[48] = 1, "superblock has a driver block");
    assertNewRefused(b -> b[11] = 1, "it was not closed when it was written");
    assertNewRefused(b -> b[20] = 0, "superblock has an extension");
    assertNewRefused(b -> b[NEW_END] ^= 1, "says that the file has 25109 bytes, it has 25108");
    assertRefused("model-latest", b -> b[36] ^= 1, "superblock at byte 0 has a wrong checksum");
  }

  @Test
  void refusesAddressesOutsideOfTheFile() {
    assertOldRefused(
        b -> numbers(b).putLong(64, 1L << 40),
        "the object header is declared as 1 bytes from byte 1099511627776");
    assertOldRefused(b -> numbers(b).putLong(64, -2), "1 bytes from byte 18446744073709551614");
    assertNewRefused(
        b -> numbers(b).putLong(36, 25_107),
        "the object header is declared as 16 bytes from byte 25107");
    assertOldRefused(
        b -> numbers(b).putLong(find(b, "HEAP") + 24, 1L << 62), "a group's names is declared as");
    assertOldRefused(
        b -> numbers(b).putLong(find(b, "HEAP") + 8, Long.MAX_VALUE),
        "a group's names is declared as 9223372036854775807 bytes");
    assertOldRefused(
        b -> numbers(b).putLong(layout(b) + 2, 34_800), "block1_conv1_W_1:0 is declared as");
  }

  @Test
  void refusesStructuresThatAreUsedTwice() {
    assertOldRefused(
        b -> {
          int table = find(b, "SNOD");
          numbers(b).putLong(table + 56, numbers(b).getLong(table + 16));
        },
        "the object header at byte 1112 overlaps another part of the file, or is used twice");
    assertOldRefused(
        b -> numbers(b).putLong(find(b, "TREE") + 32, find(b, "TREE")),
        "a group's table at byte 136 overlaps another part");
    assertOldRefused(b -> numbers(b).putLong(64, 0), "the object header at byte 0 overlaps");
  }

  @Test
  void refusesDamagedGroups() {
    assertOldRefused(b -> b[find(b, "TREE")] = 'X', "a group's tree at byte 136 does not begin");
    assertOldRefused(b -> b[find(b, "TREE") + 4] = 1, "a group's tree has type 1, wanted 0");
    assertOldRefused(b -> b[find(b, "TREE") + 5] = 9, "a group's tree has a node of level 9");
    assertOldRefused(b -> b[find(b, "TREE") + 5] = 1, "a group's tree at byte");
    assertOldRefused(b -> b[find(b, "SNOD")] = 0, "a group's table at byte");
    assertOldRefused(b -> b[find(b, "HEAP")] = 0, "a group's heap at byte");
    assertOldRefused(
        b -> numbers(b).putLong(find(b, "SNOD") + 8, 1 << 20),
        "a group has a name at byte 1048576");
    assertOldRefused(
        b -> numbers(b).putLong(find(b, "SNOD") + 8, 0), "a group has a member named ''");
    assertOldRefused(
        b -> b[find(b, "block1_conv1")] = '/', "a group has a member named '/lock1_conv1_W_1:0'");
    assertOldRefused(
        b -> {
          b[find(b, "block1_conv1")] = '/';
          b[find(b, "lock1_conv1")] = 0x1b;
        },
        "a group has a member named '/?ock1_conv1_W_1:0'");
    assertOldRefused(
        b -> b[find(b, "block1_conv1_b") + 13] = 'W',
        "a group has two members named block1_conv1_W_1:0");
    for (String signature : new String[] {"FRHP", "FHDB", "BTHD", "BTLF", "OHDR"}) {
      assertRefused("model-latest", b -> b[find(b, signature) + 30] ^= 1, "has a wrong checksum");
    }
  }

  @Test
  void refusesDamagedObjectHeaders() {
    assertOldRefused(b -> b[96] = 7, "the object header has version 7, wanted 1");
    assertOldRefused(b -> b[98] ^= 4, "messages, wanted");
    assertOldRefused(b -> b[112] = 99, "the object header has a message of type 99");
    assertOldRefused(b -> b[112] = 15, "the object header has a message of type 15");
    assertOldRefused(b -> b[116] |= 2, "the object header shares message");
    assertOldRefused(b -> b[115] = 127, "ends too early");
  }

  @Test
  void refusesShapesThatDoNotFitTheNumbers() {
    assertOldRefused(
        b -> numbers(b).putLong(find(b, 0, FOUR_SIDES) + 8, 1L << 40),
        "has the shape [1099511627776, 3, 3, 2], which no array can have here");
    assertOldRefused(
        b -> numbers(b).putLong(find(b, 0, FOUR_SIDES) + 8, -1),
        "has the shape [18446744073709551615, 3, 3, 2]");
    assertOldRefused(
        b -> numbers(b).putLong(find(b, 0, FOUR_SIDES) + 8, 4),
        "of shape [4, 3, 3, 2] takes 288 bytes, the file has 216");
    assertOldRefused(
        b -> numbers(b).putLong(find(b, 0, FOUR_SIDES) + 8, 1 << 26),
        "of shape [67108864, 3, 3, 2] takes more than 2 GiB");
    assertOldRefused(b -> b[find(b, 0, FOUR_SIDES) + 1] = 33, "has 33 sides, wanted at most 8");
  }

  @Test
  void refusesNumbersThatAreNoIeeeFloats() {
    String message = "holds floats of 4 bytes that are not those of IEEE 754";
    for (int field = 9; field < 20; field++) {
      int at = field;
      assertOldRefused(b -> b[find(b, 0, FLOAT32) + at] ^= 4, message);
    }
    assertOldRefused(b -> b[find(b, 0, FLOAT32) + 4] = 10, "holds floats of 10 bytes");
    assertOldRefused(b -> b[find(b, 0, FLOAT32)] = 0x17, "holds references, wanted floats");
    assertOldRefused(b -> b[find(b, 0, FLOAT32)] = 0x1f, "holds values of class 15");
  }

  @Test
  void refusesDamagedChunks() {
    String name = "model-half-chunked";
    int entry = 24;
    assertRefused(name, b -> b[tree(b) + 6] = 1, "lacks chunk 1 of 8");
    assertRefused(name, b -> b[tree(b) + entry + 4] = 1, "with filters 1 left out, wanted");
    assertRefused(name, b -> b[tree(b) + entry + 8] = 1, "has a chunk outside of the array");
    assertRefused(name, b -> b[tree(b) + entry + 24] = 2, "a chunk twice");
    assertRefused(
        name, b -> numbers(b).putInt(tree(b) + entry, 1 << 30), "is declared as 1073741824 bytes");
    assertRefused(
        name, b -> b[(int) numbers(b).getLong(tree(b) + entry + 48) + 9] ^= 1, "has a chunk that");
    assertRefused(
        name,
        b -> numbers(b).putInt(tree(b) + entry, numbers(b).getInt(tree(b) + entry) - 1),
        "has a chunk that does not unpack to 32 bytes");
    assertRefused(name, b -> b[layout(b, 2) + 11] = 9, "has chunks with a side of 9");
    assertRefused(name, b -> b[layout(b, 2) + 11] = 0, "has chunks with a side of 0");
    assertRefused(name, b -> b[layout(b, 2) + 2] = 4, "has chunks of 3 sides, wanted 4");
  }

  private static int layout(byte[] content) {
    return layout(content, 1);
  }

  /** The first array's layout message, whose type is 8 and whose version is 3. */
  private static int layout(byte[] content, int kind) {
    byte[] start = {8, 0, 24, 0, 0, 0, 0, 0, 3, (byte) kind};
    start[2] = (byte) (kind == 1 ? 24 : 32);
    return find(content, 0, start) + 8;
  }

  /** The first tree of chunks. */
  private static int tree(byte[] content) {
    return find(content, 0, new byte[] {'T', 'R', 'E', 'E', 1});
  }
}
