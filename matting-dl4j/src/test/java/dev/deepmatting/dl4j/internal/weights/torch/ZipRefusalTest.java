package dev.deepmatting.dl4j.internal.weights.torch;

import static dev.deepmatting.dl4j.internal.weights.torch.Refusals.assertRefused;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Zip archives that are damaged or that lie. */
class ZipRefusalTest {
  static Stream<Arguments> archives() {
    return Stream.of(
        zip("'net/data/0' is there twice", zip -> zip.add("net/data/0", new byte[12])),
        zip("'net/../x' is not a name inside", zip -> zip.add("net/../x", new byte[1])),
        zip("'net//x' is not a name inside", zip -> zip.add("net//x", new byte[1])),
        zip("'/etc/passwd' is not a name inside", zip -> zip.add("/etc/passwd", new byte[1])),
        zip("'net\\x' is not a name inside", zip -> zip.add("net\\x", new byte[1])),
        zip("has 'C:/x' outside of its folder", zip -> zip.add("C:/x", new byte[1])),
        zip("'net/a?b' is not a name inside", zip -> zip.add("net/a\u0007b", new byte[1])),
        zip("'net/a?b' is not a name inside", zip -> zip.add("net/a\u009bb", new byte[1])),
        zip("has 'other/x' outside of its folder", zip -> zip.add("other/x", new byte[1])),
        zip("has 'data.pkl' outside of its folder", zip -> zip.add("data.pkl", new byte[1])),
        zip("zip archive without FOLDER/data.pkl", zip -> zip.remove(0)),
        zip("lacks the storage 0", zip -> zip.remove(1)),
        zip("storage 0 of 8 bytes, wanted 12", zip -> zip.remove(1).add("net/data/0", new byte[8])),
        zip(
            "storage 0 of 16 bytes, wanted 12",
            zip -> zip.remove(1).add("net/data/0", new byte[16])),
        zip("byte order 'big'", zip -> zip.add("net/byteorder", ascii("big"))),
        zip("is a TorchScript program", zip -> zip.add("net/constants.pkl", new byte[1])),
        zip("is a TorchScript program", zip -> zip.add("net/code/a.py", new byte[1])),
        zip("goes on after its end", zip -> zip.remove(0).add("net/data.pkl", appended())),
        entry("'net/data/0' is encrypted", entry -> entry.flags |= 1),
        entry("has the flags 0x810", entry -> entry.flags |= 16),
        entry("compressed by method 8 from 12 to 12", entry -> entry.method = 8),
        entry("from 1073741824 to 12 bytes", entry -> bomb(entry)),
        entry("another header than", entry -> entry.localMethod = 8),
        entry("another header than", entry -> entry.localName = "net/data/1"),
        entry("another header than", entry -> entry.localName = "net/x"),
        entry("another header than", entry -> entry.localSize = 8),
        entry("another header than", entry -> entry.size = 8),
        entry("of 512 bytes reaches into the directory", entry -> both(entry, 512)),
        entry("begins at byte 0, wanted", entry -> entry.offset = 0L),
        entry("begins at byte 40, wanted", entry -> entry.offset = 40L),
        entry("begins at byte 9223372036854775807", entry -> wide(entry, Long.MAX_VALUE)),
        entry("begins at byte -1", entry -> wide(entry, -1)),
        entry("begins at byte 4294967295", entry -> entry.offset = 0xffffffffL),
        entry(
            "an entry's extra field is cut short", entry -> entry.extra = new byte[] {1, 0, 9, 0}),
        zip("begins at byte 4, wanted 0", zip -> zip.before = "PK\003\004"),
        zip("does not end with the record", zip -> zip.comment = "appended"),
        zip("its directory is cut short", zip -> zip.entryCount = 3),
        zip("goes on after 1 entries", zip -> zip.entryCount = 1),
        zip("directory has 0 entries", zip -> zip.entryCount = 0),
        zip("bytes begins at byte", zip -> zip.directoryShift = 1),
        zip("bytes begins at byte", zip -> zip.directoryShift = -46),
        wideZip("its 64-bit end is declared at byte", zip -> zip.zip64Shift = 8),
        wideZip("its 64-bit end is declared at byte", zip -> zip.zip64Shift = 1L << 62),
        wideZip("counts parts and entries in two ways", zip -> zip.zip64EntryCount = 3L),
        wideZip("directory has 1099511627776 entries", zip -> lieInBoth(zip, 1L << 40)),
        wideZip("directory has -1 entries", zip -> lieInBoth(zip, -1)));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void refusesZipArchives(String message, ZipBuilder zip) {
    assertRefused(zip.build(), message);
  }

  private static Arguments zip(String message, Consumer<ZipBuilder> change) {
    return arguments(message, ZipBuilder.sound().with(change));
  }

  private static Arguments wideZip(String message, Consumer<ZipBuilder> change) {
    return zip(message, zip -> zip.with(wide -> wide.zip64 = true).with(change));
  }

  private static Arguments entry(String message, Consumer<ZipBuilder.Entry> change) {
    return zip(message, zip -> zip.change(1, change));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] appended() {
    return Arrays.copyOf(PickleBuilder.sound(), PickleBuilder.sound().length + 1);
  }

  private static void bomb(ZipBuilder.Entry entry) {
    entry.method = 8;
    entry.size = 1 << 30;
    entry.compressedSize = 12L;
  }

  private static void both(ZipBuilder.Entry entry, long size) {
    entry.size = size;
    entry.localSize = size;
  }

  private static void wide(ZipBuilder.Entry entry, long offset) {
    entry.offset = 0xffffffffL;
    entry.extra = new PickleBuilder().op(1, 0, 8, 0).littleEndian(offset, 8).stop();
  }

  private static void lieInBoth(ZipBuilder zip, long entries) {
    zip.entryCount = 0xffff;
    zip.zip64EntryCount = entries;
  }
}
