package dev.deepmatting.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/** Reads event files by TensorFlow's own classes; checks every checksum. */
final class EventReader {
  private EventReader() {}

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  static List<Event> onlyFile(Path folder) throws IOException {
    List<Path> files = files(folder);
    assertThat(files).hasSize(1);
    return events(Files.readAllBytes(files.get(0)));
  }

  /** The events up to the first that is not whole. */
  static List<Event> events(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (rest.remaining() >= 12) {
      int length = (int) record(rest, 8).getLong();
      if (rest.remaining() < length + 4) {
        break;
      }
      events.add(Event.parseFrom(record(rest, length)));
    }
    return events;
  }

  private static ByteBuffer record(ByteBuffer source, int length) {
    byte[] record = new byte[length];
    source.get(record);
    assertThat(source.getInt()).as("checksum").isEqualTo(BitwiseChecksum.masked(record));
    return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** All that the events show, as tag, step and number of each scalar. */
  static List<String> scalars(List<Event> events) {
    List<String> scalars = new ArrayList<>();
    for (Event event : events) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        if (value.hasSimpleValue()) {
          scalars.add(value.getTag() + " @" + event.getStep() + " = " + value.getSimpleValue());
        }
      }
    }
    return scalars;
  }
}
