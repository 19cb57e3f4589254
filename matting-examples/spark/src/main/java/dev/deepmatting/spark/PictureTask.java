package dev.deepmatting.spark;

import dev.deepmatting.Matting;
import dev.deepmatting.WorkDigest;
import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchListener;
import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Band;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The work of a task: one batch over its pictures, whose outcomes become rows. */
final class PictureTask implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Shared> shared;
  private final Counters counters;

  PictureTask(Broadcast<Shared> shared, Counters counters) {
    this.shared = shared;
    this.counters = counters;
  }

  /**
   * What every executor gets once.
   *
   * @param settings the settings of the run
   * @param hadoop the driver's settings of file systems
   */
  record Shared(SparkMattingSettings settings, Map<String, String> hadoop) implements Serializable {
    Configuration configuration() {
      Configuration configuration = new Configuration();
      hadoop.forEach(configuration::set);
      return configuration;
    }
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Run run = new Run(shared.value(), counters, TaskContext.get());
    return run.over(rows).stream().map(PictureRecord::row).iterator();
  }

  /** One attempt of a task. */
  private static final class Run implements BatchListener {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String ALPHA_END = "-alpha.png";
    private static final String CUT_OUT_END = "-cutout.png";

    private final SparkMattingSettings settings;
    private final Configuration configuration;
    private final Counters counters;
    private final TaskContext task;
    private final ResultStore store;
    private final Matting matting;
    private final Map<ImageInput, PictureRequest> requests = new ConcurrentHashMap<>();
    private final Map<ImageInput, PictureRecord> made = new ConcurrentHashMap<>();
    private final List<PictureRecord> records = new ArrayList<>();

    Run(Shared shared, Counters counters, TaskContext task) {
      settings = shared.settings();
      configuration = shared.configuration();
      this.counters = counters;
      this.task = task;
      store = ResultStore.open(settings.output(), settings.placement(), configuration);
      matting = Models.get(settings);
    }

    List<PictureRecord> over(Iterator<Row> rows) {
      Stream<BatchInput> inputs =
          StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
              .flatMap(row -> input(row).stream());
      BatchSummary summary =
          MattingBatch.builder()
              .inputs(inputs)
              .results()
              .files(matting.imageFiles())
              .trimapThresholds(matting.trimapThresholds())
              .workers(settings.readAhead())
              .resumeKey(settings.options())
              .listener(this)
              .build()
              .run(this::make);
      if (summary.notDone() > 0) {
        throw new TaskKilledException("interrupted");
      }
      return records;
    }

    private Optional<BatchInput> input(Row row) {
      try {
        PictureRequest request = PictureRequest.of(row, configuration);
        requests.put(request.input().image(), request);
        return Optional.of(request.input());
      } catch (InvalidInputException e) {
        String id = PictureRequest.text(row, PictureRequest.ID);
        add(PictureRecord.failed(Objects.requireNonNullElse(id, ""), reason(e)));
        return Optional.empty();
      }
    }

    private static String reason(Exception e) {
      return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private void make(BatchPicture picture) {
      if (task.isInterrupted()) {
        throw new TaskKilledException("killed");
      }
      ImageInput image = picture.input().image();
      PictureRequest request = Objects.requireNonNull(requests.get(image));
      String digest = digest(picture, request).hex();
      Optional<PictureRecord> earlier = store.find(picture.input().name());
      made.put(
          image,
          earlier
              .filter(each -> digest.equals(each.digest()))
              .map(PictureRecord::skipped)
              .orElseGet(() -> made(picture, request, digest)));
    }

    private WorkDigest digest(BatchPicture picture, PictureRequest request) {
      return picture
          .digest()
          .and(request.kind() + " " + request.value())
          .and(matting.fingerprint());
    }

    private PictureRecord made(BatchPicture picture, PictureRequest request, String digest) {
      long start = System.nanoTime();
      RgbImage image = picture.image();
      Trimap trimap = request.trimap(picture, matting.imageFiles(), Band.relative(settings.band()));
      long read = System.nanoTime();
      AlphaMatte alpha = request.cleared(picture.predict(matting, trimap), trimap);
      long predicted = System.nanoTime();
      Results results = write(picture, alpha);
      PictureRecord record =
          new PictureRecord(
              picture.input().name(),
              PictureRecord.DONE,
              null,
              image.width(),
              image.height(),
              (double) trimap.unknownCount() / ((long) image.width() * image.height()),
              millis(start, read),
              millis(read, predicted),
              millis(predicted, System.nanoTime()),
              results.alpha(),
              results.cutOut(),
              digest);
      store.note(record);
      return record;
    }

    private record Results(PictureRecord.Result alpha, PictureRecord.@Nullable Result cutOut) {}

    /** Encodes everything before it forgets what is there. */
    private Results write(BatchPicture picture, AlphaMatte alpha) {
      String id = picture.input().name();
      if (!settings.cutOut()) {
        byte[] matte = bytes(alpha::writePng);
        store.forget(id);
        return new Results(store.write(id + ALPHA_END, matte), null);
      }
      byte[] matte = bytes(out -> writeByRows(alpha, out));
      byte[] cutOut =
          bytes(out -> CutOut.of(picture.image(), alpha).writePng(out, picture.properties()));
      store.forget(id);
      return new Results(store.write(id + ALPHA_END, matte), store.write(id + CUT_OUT_END, cutOut));
    }

    /** An encoded picture. */
    private interface Encoding {
      void writeTo(ImageOutput output) throws IOException;
    }

    private static byte[] bytes(Encoding encoding) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        encoding.writeTo(ImageOutput.of(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    /** Filters rows as a batch does, whose mattes and cut-outs are in work together. */
    private static void writeByRows(AlphaMatte alpha, ImageOutput out) throws IOException {
      float[] row = new float[alpha.width()];
      AlphaMatte.writePngByRows(
          out,
          alpha.width(),
          alpha.height(),
          sink -> {
            for (int y = 0; y < alpha.height(); y++) {
              alpha.readRow(y, row);
              sink.writeRow(y, row);
            }
          });
    }

    private static long millis(long from, long to) {
      return Math.round((to - from) / NANOS_PER_MILLI);
    }

    @Override
    public void done(BatchInput input, List<Path> results) {
      requests.remove(input.image());
      add(Objects.requireNonNull(made.remove(input.image())));
    }

    @Override
    public void failed(BatchSummary.Failure failure) {
      requests.remove(failure.input().image());
      add(PictureRecord.failed(failure.input().name(), failure.reason()));
    }

    private void add(PictureRecord record) {
      records.add(record);
      counters.add(record);
    }
  }
}
