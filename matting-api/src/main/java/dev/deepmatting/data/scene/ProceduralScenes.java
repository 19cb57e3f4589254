package dev.deepmatting.data.scene;

import dev.deepmatting.data.Foreground;
import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.Layers;
import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An endless source of drawn scenes: objects with hair, smoke, glass and the like over drawn
 * backgrounds or real photographs. The matte is exact, because the drawing produces it: polygons
 * yield the area they cover in each pixel, and a strand a fifth of a pixel wide yields an alpha of
 * a fifth.
 *
 * <p>A scene depends only on the seed and its sample index. In some scenes the object has the
 * background's colours. Immutable and safe to share between threads; a scene of 640x640 takes about
 * 30 MB while it is drawn.
 *
 * @since 0.1
 */
public final class ProceduralScenes implements LayerSource {
  /**
   * After this many drawings without an object and its edge, which is very rare, a plain one is
   * used.
   */
  private static final int ATTEMPTS = 6;

  private final long seed;
  private final List<SceneFamily> families;
  private final int shortest;
  private final int longest;
  private final int samplesPerEpoch;
  private final double camouflageShare;
  private final double photographShare;
  private final List<Path> photographs;
  private final ImageFiles files;
  private final double textureShare;
  private final Photographs textures;

  private ProceduralScenes(Builder builder) {
    seed = builder.seed;
    families = List.copyOf(builder.families);
    shortest = builder.shortest;
    longest = builder.longest;
    samplesPerEpoch = builder.samplesPerEpoch;
    camouflageShare = builder.camouflageShare;
    photographShare = builder.photographShare;
    photographs = List.copyOf(builder.photographs);
    files = ImageFiles.standard();
    textureShare = builder.textureShare;
    textures = new Photographs(builder.textures);
  }

  /**
   * Returns a builder with the defaults: seed 0, all families, sides of 480 to 720 pixels, 1000
   * samples in an epoch, the background's colours in 0.3 of the scenes, drawn backgrounds.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public int samplesPerEpoch() {
    return samplesPerEpoch;
  }

  @Override
  public boolean endless() {
    return true;
  }

  @Override
  public Layers layers(long index) {
    SampleRandom random = SampleRandom.of(seed, index);
    SampleRandom sizes = random.forPurpose("size");
    int width = sizes.between(shortest, longest);
    int height = sizes.between(shortest, longest);
    RgbImage background = background(random.forPurpose("background"), width, height);
    SceneFamily family = random.forPurpose("family").pick(families);
    SampleRandom colours = random.forPurpose("colours");
    boolean camouflaged = colours.chance(camouflageShare);
    Palette palette =
        camouflaged
            ? Backdrop.paletteOf(background, colours)
            : Palette.shadesOf(colours, family.colours(), 0.1);
    Look look = look(random.forPurpose("textures"), background, palette, camouflaged);
    String name = family.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + index;
    return new Layers(name, object(name, random, family, width, height, look), background);
  }

  private Look look(
      SampleRandom random, RgbImage background, Palette palette, boolean camouflaged) {
    if (!textured(random)) {
      return Look.drawn(palette, camouflaged);
    }
    return camouflaged
        ? Look.near(textures, random, background, palette)
        : Look.photographed(textures, random);
  }

  private boolean textured(SampleRandom random) {
    return !textures.isEmpty() && random.chance(textureShare);
  }

  @Override
  public Foreground foreground(long number) {
    return layers(Math.floorMod(number, 1L << 40)).foreground();
  }

  private Foreground object(
      String name, SampleRandom random, SceneFamily family, int width, int height, Look look) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      SampleRandom draws = random.forPurpose("object " + attempt);
      Scene scene = Scene.of(draws, width, height, look);
      family.paint(scene);
      if (hasAnObject(scene.canvas())) {
        return foreground(name, scene.canvas());
      }
    }
    Scene plain = Scene.of(random.forPurpose("plain"), width, height, look);
    plain.fill(
        new Outline().ellipse(width / 2.0, height / 2.0, width / 4.0, height / 4.0, false),
        Ink.plain(look.palette().first(), 1));
    Blur.soften(plain.canvas(), 2);
    return foreground(name, plain.canvas());
  }

  private static Foreground foreground(String name, Canvas canvas) {
    return new Foreground(name, canvas.toColours(), canvas.toAlpha());
  }

  /** Returns whether there are at least some soft pixels and some background. */
  private static boolean hasAnObject(Canvas canvas) {
    int pixels = canvas.width() * canvas.height();
    int soft = 0;
    int empty = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      int level = canvas.level(pixel);
      soft += level > 0 && level < 255 ? 1 : 0;
      empty += level == 0 ? 1 : 0;
    }
    return soft > pixels / 1000 && empty > pixels / 20;
  }

  private RgbImage background(SampleRandom random, int width, int height) {
    if (!photographs.isEmpty() && random.chance(photographShare)) {
      return files.readImage(random.pick(photographs));
    }
    SampleRandom surface = random.forPurpose("textures");
    return textured(surface)
        ? PhotoSurface.ground(textures.any(surface), surface, width, height).toImage()
        : Backdrop.draw(random, width, height);
  }

  /** Collects and validates the settings of the scenes. Not safe to share between threads. */
  public static final class Builder {
    private static final int SMALLEST = 64;
    private static final int LARGEST = 4096;

    private long seed;
    private Set<SceneFamily> families = EnumSet.allOf(SceneFamily.class);
    private int shortest = 480;
    private int longest = 720;
    private int samplesPerEpoch = 1000;
    private double camouflageShare = 0.3;
    private double photographShare = 0.7;
    private List<Path> photographs = List.of();
    private double textureShare = 0.5;
    private List<Path> textures = List.of();

    private Builder() {}

    /**
     * Sets the seed of all draws.
     *
     * @param value any number
     * @return this builder
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Sets the families to draw, each equally often.
     *
     * @param values at least one
     * @return this builder
     * @throws InvalidInputException if there are none
     */
    public Builder families(SceneFamily... values) {
      if (values.length == 0) {
        throw new InvalidInputException("families is empty, wanted at least one");
      }
      families = EnumSet.copyOf(List.of(values));
      return this;
    }

    /**
     * Sets the size of the scenes; width and height are drawn uniformly.
     *
     * @param smallest pixels, at least 64
     * @param largest pixels, at least the smallest, at most 4096
     * @return this builder
     * @throws InvalidInputException if the range is out of bounds or does not rise
     */
    public Builder size(int smallest, int largest) {
      if (smallest < SMALLEST || largest < smallest || largest > LARGEST) {
        throw new InvalidInputException(
            String.format(
                Locale.ROOT,
                "size is %d to %d, wanted a rising range within %d to %d",
                smallest,
                largest,
                SMALLEST,
                LARGEST));
      }
      shortest = smallest;
      longest = largest;
      return this;
    }

    /**
     * Sets the length of an epoch; no scene ever repeats, not even in later epochs.
     *
     * @param count at least 1
     * @return this builder
     * @throws InvalidInputException if it is below 1
     */
    public Builder samplesPerEpoch(int count) {
      samplesPerEpoch = Ranges.atLeast("samplesPerEpoch", count, 1);
      return this;
    }

    /**
     * Sets the share of scenes in which the object has the colours of its background.
     *
     * @param share 0 to 1
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder camouflageShare(double share) {
      camouflageShare = Ranges.share("camouflageShare", share);
      return this;
    }

    /**
     * Sets folders of photographs to use as backgrounds.
     *
     * @param folders folders of pictures, each with at least one
     * @return this builder
     * @throws InvalidInputException if a folder does not exist or has no pictures
     */
    public Builder backgrounds(Path... folders) {
      photographs = Photographs.find("backgrounds", folders);
      return this;
    }

    /**
     * Covers some objects and grounds with photographs instead of drawing their surface: parts at
     * any scale, in other colours, sometimes blurred. Strands get the colours of a photograph. If
     * an object should have its background's colours ({@link #camouflageShare}), its surface is
     * another part of the same picture, or of another one with the same mean and contrast.
     * Photographs of {@link #backgrounds} take precedence; textures replace only drawn grounds.
     *
     * <p>An unusable file causes an error, with the file's name, when a scene needs it.
     *
     * @param folders folders of pictures, each with at least one; subfolders are ignored
     * @return this builder
     * @throws InvalidInputException if a folder does not exist or has no pictures
     */
    public Builder textures(Path... folders) {
      textures = Photographs.find("textures", folders);
      return this;
    }

    /**
     * Sets the share of objects, and separately of grounds, covered with photographs if there are
     * {@link #textures}.
     *
     * @param share 0 to 1; 0.5 by default
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder textureShare(double share) {
      textureShare = Ranges.share("textureShare", share);
      return this;
    }

    /**
     * Sets the share of backgrounds that are photographs, if there are any.
     *
     * @param share 0 to 1; 0.7 by default
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder photographShare(double share) {
      photographShare = Ranges.share("photographShare", share);
      return this;
    }

    /**
     * Returns the source.
     *
     * @return a new source
     */
    public ProceduralScenes build() {
      return new ProceduralScenes(this);
    }
  }
}
