package dev.deepmatting.data.folder;

import dev.deepmatting.data.Foreground;
import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.Layers;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Foregrounds, their mattes and backgrounds in folders, as layers of training samples.
 *
 * <pre>{@code
 * CompositionDataset data =
 *     CompositionDataset.builder()
 *         .foregrounds(Path.of("data/fg"))
 *         .alphas(Path.of("data/alpha"))
 *         .backgrounds(Path.of("coco/train2017"))
 *         .seed(1)
 *         .build();
 * Layers layers = data.layers(0);
 * }</pre>
 *
 * <p>Pictures can have any format that {@link ImageFiles} reads, 8 or 16 bits, gray or coloured.
 * The names of all files are read and compared when the data set is built; pictures are decoded on
 * request, and some are kept. An unusable picture causes an error each time, with the file's name,
 * and does not affect the others. Files must not change while the data set is in use.
 *
 * <p>Immutable and safe to share between threads. The layers of an index depend only on the
 * settings, the seed and the file names.
 *
 * @since 0.1
 */
public final class CompositionDataset implements LayerSource {
  private static final long SMALL_CACHE = 256L << 20;
  private static final long LARGE_CACHE = 1L << 30;

  private final Builder settings;
  private final Pictures.Sources sources;
  private final Pictures pictures;
  private final Pairing pairing;
  private final DecodedCache cache;

  private CompositionDataset(Builder builder) {
    settings = new Builder(builder);
    sources = settings.sources();
    Pictures there = Pictures.find(sources);
    Optional<PairList> list = settings.pairList(there);
    pictures = list.map(there::select).orElseGet(() -> settings.part(there));
    pairing = list.map(PairList::pairs).map(this::listed).orElseGet(this::drawn);
    cache = new DecodedCache(settings.reader, settings.cacheBytes);
  }

  private Pairing listed(List<Pairing.Pair> pairs) {
    return Pairing.listed(pairs, settings.shuffle, settings.seed);
  }

  private Pairing drawn() {
    Pairing.Counts counts =
        new Pairing.Counts(
            pictures.foregrounds().size(), pictures.backgrounds().size(), settings.perForeground());
    return Pairing.drawn(counts, settings.shuffle, settings.seed);
  }

  private static long usualCache(long heap) {
    return Math.max(Math.min(SMALL_CACHE, heap / 4), Math.min(LARGE_CACHE, heap / 8));
  }

  /**
   * Returns a builder without folders, with the defaults: one background per foreground, shuffled,
   * seed 0, a cache of an eighth of the heap up to 1 GB, but in a small heap up to a quarter of it,
   * at most 256 MB.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder with the settings of this data set; its folders are read again.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  @Override
  public int samplesPerEpoch() {
    return pairing.size();
  }

  /**
   * Returns the layers of an index.
   *
   * @param index the sample index, {@code epoch * samplesPerEpoch() + number}, from 0
   * @return the layers, named {@code FOREGROUND_BACKGROUND} by the stems of their files
   * @throws InvalidInputException if the index is negative or a file cannot be used: it is missing,
   *     damaged or not a picture, the sizes of foreground and alpha differ, or alpha is 0 or 1
   *     everywhere; the message names the file
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  @Override
  public Layers layers(long index) {
    Ranges.atLeast("index", index, 0);
    Pairing.Pair pair = pairing.pair(index / pairing.size(), (int) (index % pairing.size()));
    Decodable.BackgroundFile background = pictures.backgrounds().get(pair.background());
    Foreground foreground = cache.get(pictures.foregrounds().get(pair.foreground()));
    RgbImage surroundings = cache.get(background);
    return new Layers(foreground.name() + "_" + background.name(), foreground, surroundings);
  }

  /**
   * Returns any of the samples' foregrounds.
   *
   * @param number any number; counts modulo the number of foregrounds
   * @return the foreground, named by the stem of its file
   * @throws InvalidInputException if a file cannot be used, as with {@link #layers}
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  @Override
  public Foreground foreground(long number) {
    return cache.get(
        pictures
            .foregrounds()
            .get((int) Math.floorMod(number, (long) pictures.foregrounds().size())));
  }

  /**
   * Returns the foregrounds, for {@link NameLists}.
   *
   * @return their file names, preceded by as many folders as needed to distinguish them
   */
  public List<String> foregroundNames() {
    return new PictureNames(pictures.foregroundFiles()).names();
  }

  /**
   * Returns the backgrounds, for {@link NameLists}.
   *
   * @return their file names, preceded by as many folders as needed to distinguish them
   */
  public List<String> backgroundNames() {
    return new PictureNames(pictures.backgroundFiles()).names();
  }

  /**
   * Returns a description, for logs and the provenance of a model.
   *
   * @return one line: counts, settings, and the folders by the last two names of their paths
   */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%d foregrounds of %s; %d backgrounds of %s; %d samples an epoch, %s, %s",
        pictures.foregrounds().size(),
        sources.foregroundLabels(),
        pictures.backgrounds().size(),
        sources.backgroundLabels(),
        pairing.size(),
        settings.describePairs(),
        settings.shuffle ? "shuffled by seed " + settings.seed : "in the same order each");
  }

  @Override
  public String toString() {
    return "CompositionDataset[" + describe() + "]";
  }

  DecodedCache.Statistics cacheStatistics() {
    return cache.statistics();
  }

  /**
   * Collects and validates the folders of a data set and how to pair them. Each method replaces the
   * previous value. Not safe to share between threads.
   */
  public static final class Builder {
    private List<Path> foregrounds = List.of();
    private List<Path> alphas = List.of();
    private List<Path> cutouts = List.of();
    private List<Path> adobe = List.of();
    private List<Path> backgrounds = List.of();
    private @Nullable Path lists;
    private @Nullable Split split;
    private @Nullable HoldOut holdOut;
    private @Nullable Integer backgroundsPerForeground;
    private boolean shuffle = true;
    private long seed;
    private long cacheBytes = usualCache(Runtime.getRuntime().maxMemory());
    private ImageFiles reader = ImageFiles.standard();

    private Builder() {}

    private Builder(Builder other) {
      foregrounds = other.foregrounds;
      alphas = other.alphas;
      cutouts = other.cutouts;
      adobe = other.adobe;
      backgrounds = other.backgrounds;
      lists = other.lists;
      split = other.split;
      holdOut = other.holdOut;
      backgroundsPerForeground = other.backgroundsPerForeground;
      shuffle = other.shuffle;
      seed = other.seed;
      cacheBytes = other.cacheBytes;
      reader = other.reader;
    }

    private Pictures.Sources sources() {
      return new Pictures.Sources(foregrounds, alphas, cutouts, adobe, backgrounds);
    }

    private Optional<PairList> pairList(Pictures there) {
      if (lists == null) {
        return Optional.empty();
      }
      if (backgroundsPerForeground != null) {
        throw new InvalidInputException(
            "backgroundsPerForeground is "
                + backgroundsPerForeground
                + " with lists, wanted one of the two");
      }
      if (holdOut != null) {
        throw new InvalidInputException(
            "holdOut is " + holdOut.share() + " with lists, wanted one of the two");
      }
      return Optional.of(PairList.read(lists, Objects.requireNonNull(split), there));
    }

    private Pictures part(Pictures there) {
      return holdOut == null ? there : holdOut.of(there, seed);
    }

    private int perForeground() {
      return backgroundsPerForeground == null ? 1 : backgroundsPerForeground;
    }

    private String describePairs() {
      if (lists != null && split != null) {
        return "pairs of " + Pictures.Sources.label(lists.resolve(split.fileName()));
      }
      String pairs = perForeground() + " for each foreground";
      return holdOut == null ? pairs : pairs + ", " + holdOut.describe(seed);
    }

    /**
     * Sets the folders with the colours of foregrounds; subfolders are ignored.
     *
     * @param folders as many as for {@link #alphas}, in the same order
     * @return this builder
     */
    public Builder foregrounds(Path... folders) {
      foregrounds = List.of(folders);
      return this;
    }

    /**
     * Sets the folders with the mattes: gray pictures, matched with those in the folder of {@link
     * #foregrounds} at the same position by their names without extension.
     *
     * @param folders the folders
     * @return this builder
     */
    public Builder alphas(Path... folders) {
      alphas = List.of(folders);
      return this;
    }

    /**
     * Sets folders with cut-outs: pictures whose transparency is the matte and whose colours are
     * not premultiplied (if the file says that they are, they are divided). Subfolders are ignored.
     *
     * @param folders the folders
     * @return this builder
     */
    public Builder cutouts(Path... folders) {
      cutouts = List.of(folders);
      return this;
    }

    /**
     * Sets folders in the layout of the Adobe data set: each folder below with subfolders {@code
     * fg} and {@code alpha} provides foregrounds. Folders named {@code Test_set} are omitted unless
     * they are given here themselves.
     *
     * @param roots such as {@code Training_set}
     * @return this builder
     */
    public Builder adobe(Path... roots) {
      adobe = List.of(roots);
      return this;
    }

    /**
     * Sets the folders with photographs; all pictures in them and in their subfolders count, except
     * those in hidden folders.
     *
     * @param folders such as COCO's {@code train2017}
     * @return this builder
     */
    public Builder backgrounds(Path... folders) {
      backgrounds = List.of(folders);
      return this;
    }

    /**
     * Takes the pairs from lists, as {@link NameLists} describes them, instead of drawing them.
     * Their names are searched among the pictures of the other settings; only pictures that occur
     * in a pair are part of the data set. Blank lines are ignored.
     *
     * @param folder a folder with the three lists
     * @param split the pair list to use
     * @return this builder
     */
    public Builder lists(Path folder, Split split) {
      lists = Objects.requireNonNull(folder, "folder");
      this.split = Objects.requireNonNull(split, "split");
      return this;
    }

    /**
     * Holds some foregrounds and backgrounds out of training, so that validation uses nothing seen
     * in training; not together with {@link #lists}. Build one data set for each split, with the
     * same share, {@link #seed} and folders.
     *
     * <p>The choice depends on the seed and each file's name without extension, not on its folder
     * or the other files: adding a file moves none to the other side, and pictures with the same
     * name are on the same side. The share is a probability, so the number held out only
     * approximates it. With two or more names there is at least one on each side: if chance would
     * leave a side empty, it gets the nearest name, which can change when files are added or
     * removed. If there is only one background, it is on both sides.
     *
     * @param share the share for validation, above 0 and below 1
     * @param split {@link Split#TRAINING} for the remaining ones, {@link Split#VALIDATION} for
     *     those held out
     * @return this builder
     * @throws InvalidInputException if the share is out of range
     */
    public Builder holdOut(double share, Split split) {
      holdOut = new HoldOut(share, Objects.requireNonNull(split, "split"));
      return this;
    }

    /**
     * Sets the number of backgrounds per foreground in an epoch; not together with {@link #lists}.
     * With the default, 1, an epoch is short and shows each foreground once; the paper's data set
     * has 100.
     *
     * @param count at least 1
     * @return this builder
     * @throws InvalidInputException if it is below 1
     */
    public Builder backgroundsPerForeground(int count) {
      NameLists.requireAtLeastOne(count);
      backgroundsPerForeground = count;
      return this;
    }

    /**
     * Sets whether every epoch has its own order and drawn pairs. Without shuffling, all epochs are
     * the same, in the order of the foregrounds or of the list, as validation needs it.
     *
     * @param enabled true, the default, to shuffle
     * @return this builder
     */
    public Builder shuffle(boolean enabled) {
      shuffle = enabled;
      return this;
    }

    /**
     * Sets the seed of the order, the drawn pairs and {@link #holdOut}.
     *
     * @param value any number; 0 by default
     * @return this builder
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Limits the memory for decoded pictures that are kept for later. Samples in use take memory in
     * addition.
     *
     * @param bytes the budget, at least 0; 0 keeps nothing
     * @return this builder
     * @throws InvalidInputException if it is negative
     */
    public Builder cacheBytes(long bytes) {
      cacheBytes = Ranges.atLeast("cacheBytes", bytes, 0);
      return this;
    }

    /**
     * Limits the size that a picture file may declare; it is checked before decoding.
     *
     * @param pixels width times height, at least 1
     * @return this builder
     * @throws InvalidInputException if the limit is below 1
     */
    public Builder maxPixels(long pixels) {
      reader = reader.withMaxPixels(pixels);
      return this;
    }

    /**
     * Lists the folders and reads the name lists, but no pictures.
     *
     * @return the data set
     * @throws InvalidInputException if a folder is missing or has no pictures, a foreground has no
     *     alpha or an alpha no foreground, several pictures of a folder differ only in their
     *     extensions, a list is wrong, lists and {@link #holdOut} are both set, or hold-out leaves
     *     nothing for validation
     * @throws dev.deepmatting.error.MattingException if a folder or list cannot be read
     */
    public CompositionDataset build() {
      return new CompositionDataset(this);
    }
  }
}
