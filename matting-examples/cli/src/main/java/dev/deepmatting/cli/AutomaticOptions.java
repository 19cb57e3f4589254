package dev.deepmatting.cli;

import dev.deepmatting.WorkDigest;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.segmentation.SegmentationModel;
import dev.deepmatting.segmentation.SegmentationPreset;
import dev.deepmatting.trimap.AutomaticSource;
import dev.deepmatting.trimap.MaskedObjects;
import dev.deepmatting.trimap.Trimaps;
import java.awt.Point;
import java.awt.Rectangle;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for trimaps that need no hint: a network finds the object. */
final class AutomaticOptions implements AutoCloseable {
  static final String NAME = "--auto";

  /** What {@code --auto} means without a network. */
  private static final String NO_NETWORK = "salient";

  @Option(
      names = NAME,
      arity = "0..1",
      fallbackValue = NO_NETWORK,
      paramLabel = "NAME|FILE",
      description = {
        "Finds the object: with a network that was fetched (matting models lists them),",
        "with one in an ONNX file, or without a name what stands out, if that is sure."
      })
  private @Nullable String network;

  @Option(
      names = "--auto-preset",
      paramLabel = "NAME",
      description = {
        "How the network of a file wants its picture: u2net, isnet-general-use,",
        "birefnet-general, modnet, rmbg-1.4, mediapipe-selfie or sinet."
      })
  private @Nullable String preset;

  @Option(
      names = "--objects",
      converter = EnumConverter.OfObjects.class,
      completionCandidates = EnumConverter.OfObjects.class,
      paramLabel = "all|largest",
      description = "Which of several objects --auto keeps. Default: all")
  private @Nullable Kept objects;

  @Option(
      names = "--at",
      converter = PictureConverters.OfPoint.class,
      paramLabel = "X,Y",
      description = "Keeps the object at this pixel alone.")
  private @Nullable Point at;

  @Option(
      names = "--exclude",
      converter = PictureConverters.OfRectangle.class,
      paramLabel = "X,Y,W,H",
      description = "A rectangle that is background for --auto; can be given several times.")
  private @Nullable List<Rectangle> excluded;

  private @Nullable SegmentationModel model;

  /** Which objects to keep, without a point. */
  enum Kept {
    ALL,
    LARGEST
  }

  boolean isGiven() {
    return network != null;
  }

  /** Checks what does not depend on a picture or a file. */
  void requireUsable() {
    if (NO_NETWORK.equals(network) && preset != null) {
      throw new InvalidInputException("--auto-preset is given, wanted --auto FILE as well");
    }
    boolean more = preset != null || objects != null || at != null || excluded != null;
    if (network == null && more) {
      throw new InvalidInputException(
          "--auto-preset, --objects, --at or --exclude is given, wanted --auto as well");
    }
    if (objects != null && at != null) {
      throw new InvalidInputException("--objects and --at are given, wanted one of them");
    }
    OptionName.naming("--at", this::choice);
  }

  /** Loads the network; the source uses it until this is closed. */
  AutomaticSource open() {
    MaskedObjects chosen = choice();
    if (NO_NETWORK.equals(network)) {
      return Trimaps.salient(chosen);
    }
    SegmentationModel loaded = OptionName.naming(NAME, this::load);
    model = loaded;
    return Trimaps.automatic(loaded, chosen);
  }

  /** Returns what makes other trimaps if it differs. */
  String key() {
    String name = Objects.requireNonNull(network, "no network");
    WorkDigest options =
        WorkDigest.of(name + " " + preset + " " + objects + " " + at + " " + excluded);
    return (isFile(name) ? options.and(ImageInput.of(Path.of(name))) : options).hex();
  }

  private SegmentationModel load() {
    String name = Objects.requireNonNull(network, "no network");
    if (isFile(name)) {
      SegmentationModel.Builder builder = SegmentationModel.builder(Path.of(name));
      return (preset == null ? builder : builder.preset(SegmentationPreset.of(preset))).load();
    }
    if (preset != null) {
      throw new InvalidInputException("'" + name + "' is no file, wanted one for --auto-preset");
    }
    return OptionName.naming("'" + name + "' is no file", () -> SegmentationModel.pretrained(name));
  }

  private static boolean isFile(String file) {
    try {
      return Files.isRegularFile(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private MaskedObjects choice() {
    MaskedObjects choice =
        at != null
            ? MaskedObjects.at(at.x, at.y)
            : objects == Kept.LARGEST ? MaskedObjects.largest() : MaskedObjects.all();
    for (Rectangle each : excluded == null ? List.<Rectangle>of() : excluded) {
      choice = choice.excluding(each.x, each.y, each.width, each.height);
    }
    return choice;
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
    }
  }
}
