package dev.deepmatting.spark;

import dev.deepmatting.image.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Drawn photographs of mixed sizes and formats with trimaps, three of them unusable. */
record Pictures(Path folder, int count) {
  /** The ids of those that cannot be used, which have the first numbers. */
  static final String CUT_OFF = "p000";

  static final String MISSING = "p001";
  static final String OTHER_SIZE = "p002";
  static final int BAD = 3;

  private static final List<String> ENDS = List.of("png", "jpg", "webp", "tif");
  private static final int LEAST = 40;

  static Pictures draw(Path folder, int count, int range) throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Files.createDirectories(folder.resolve("trimaps"));
    Pictures pictures = new Pictures(folder, count);
    Random random = new Random(5);
    for (int i = 0; i < count; i++) {
      pictures.draw(i, LEAST + random.nextInt(range), LEAST + random.nextInt(range));
    }
    byte[] whole = Files.readAllBytes(pictures.image(0));
    Files.write(pictures.image(0), Arrays.copyOf(whole, whole.length / 2));
    Files.delete(pictures.image(1));
    ImageFiles.writePng(trimap(9, 9), pictures.trimap(2));
    return pictures;
  }

  static String id(int number) {
    return String.format("p%03d", number);
  }

  Path image(int number) {
    return folder.resolve("images").resolve(id(number) + "." + ENDS.get(number % ENDS.size()));
  }

  Path trimap(int number) {
    return folder.resolve("trimaps").resolve(id(number) + ".png");
  }

  private void draw(int number, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(20, 90, 160 - number));
    pen.fillRect(0, 0, width, height);
    pen.setColor(new Color(220, 180, 40 + number));
    pen.fillOval(width / 4, height / 4, width / 2, height / 2);
    pen.dispose();
    ImageFiles.write(image, image(number));
    ImageFiles.writePng(trimap(width, height), trimap(number));
  }

  private static BufferedImage trimap(int width, int height) {
    BufferedImage trimap = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = trimap.createGraphics();
    pen.setColor(Color.GRAY);
    pen.fillOval(width / 8, height / 8, width * 3 / 4, height * 3 / 4);
    pen.setColor(Color.WHITE);
    pen.fillOval(width * 3 / 8, height * 3 / 8, width / 4, height / 4);
    pen.dispose();
    return trimap;
  }

  /** Returns the table of all. */
  Dataset<Row> table(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(RowFactory.create(id(i), image(i).toUri().toString(), trimap(i).toString()));
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("id", DataTypes.StringType)
            .add("image", DataTypes.StringType)
            .add("trimap", DataTypes.StringType));
  }
}
