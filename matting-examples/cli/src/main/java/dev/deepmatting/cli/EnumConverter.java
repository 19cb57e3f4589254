package dev.deepmatting.cli;

import dev.deepmatting.compose.BlendSpace;
import dev.deepmatting.compose.Fit;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.metrics.EmptyIntersection;
import dev.deepmatting.metrics.Region;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.StorageType;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a constant's name in the spelling of the help, such as {@code whole-image}, in any case.
 */
abstract class EnumConverter<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
  private final E[] constants;
  private final Function<E, String> spelling;

  private EnumConverter(E[] constants) {
    this(constants, constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private EnumConverter(E[] constants, Function<E, String> spelling) {
    this.constants = constants;
    this.spelling = spelling;
  }

  /** Returns the names for completion, as users type them. */
  @Override
  public final Iterator<String> iterator() {
    return Stream.of(constants).map(spelling).iterator();
  }

  @Override
  public final E convert(String text) {
    return Stream.of(constants)
        .filter(constant -> spelling.apply(constant).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "it is '"
                        + text
                        + "', wanted one of "
                        + Stream.of(constants).map(spelling).toList()));
  }

  static final class OfEngine extends EnumConverter<Engine> {
    OfEngine() {
      super(Engine.values());
    }
  }

  static final class OfObjects extends EnumConverter<AutomaticOptions.Kept> {
    OfObjects() {
      super(AutomaticOptions.Kept.values());
    }
  }

  static final class OfPrecision extends EnumConverter<Precision> {
    OfPrecision() {
      super(Precision.values());
    }
  }

  static final class OfStorageType extends EnumConverter<StorageType> {
    OfStorageType() {
      super(StorageType.values(), StorageType::id);
    }
  }

  static final class OfRegion extends EnumConverter<Region> {
    OfRegion() {
      super(Region.values());
    }
  }

  static final class OfSceneFamily extends EnumConverter<SceneFamily> {
    OfSceneFamily() {
      super(SceneFamily.values());
    }
  }

  static final class OfEmptyIntersection extends EnumConverter<EmptyIntersection> {
    OfEmptyIntersection() {
      super(EmptyIntersection.values());
    }
  }

  static final class OfForeground extends EnumConverter<PictureOptions.Foreground> {
    OfForeground() {
      super(PictureOptions.Foreground.values());
    }
  }

  static final class OfCutoutForm extends EnumConverter<CutoutForm> {
    OfCutoutForm() {
      super(CutoutForm.values());
    }
  }

  static final class OfFit extends EnumConverter<Fit> {
    OfFit() {
      super(Fit.values());
    }
  }

  static final class OfBlendSpace extends EnumConverter<BlendSpace> {
    OfBlendSpace() {
      super(BlendSpace.values());
    }
  }

  static final class OfPictureFormat extends EnumConverter<PictureFileOptions.Format> {
    OfPictureFormat() {
      super(PictureFileOptions.Format.values());
    }
  }
}
