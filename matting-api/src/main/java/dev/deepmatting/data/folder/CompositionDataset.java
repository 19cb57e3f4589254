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
 * Foregrounds, their mattes and backgrounds that lie in folders, composed into training samples.
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
 * <p>Pictures may have any format that {@link ImageFiles} reads, 8 or 16 bits, gray or coloured.
 * The names of all files are read and compared when the data set is built; the pictures are decoded
 * when they are asked for, and some are kept. A picture that cannot be used raises an error each
 * time, with the file's name, and leaves the others as they are. Files must not change while the
 * data set is in use.
 *
 * <p>Immutable and safe to share between threads. Which layers an index has follows from the
 * settings, the seed and the files' names alone.
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
   * A builder without folders, with the defaults: one background a foreground, shuffled, seed 0, a
   * cache of an eighth of the heap up to 1 GB, but in a small heap as much as fits into a quarter
   * of it up to 256 MB.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A builder with the settings of this data set; its folders are read again.
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
   * The layers of an index.
   *
   * @param index the sample index, {@code epoch * samplesPerEpoch() + number}, from 0
   * @return the layers, named {@code FOREGROUND_BACKGROUND} by the stems of their files
   * @throws InvalidInputException if the index is negative or a file cannot be used: it is gone,
   *     damaged or no picture, the sizes of foreground and alpha differ, or alpha is 0 or 1
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
   * Any foreground of those that the samples have.
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
   * The foregrounds, for {@link NameLists}.
   *
   * @return their file names, with as many folders in front as it takes to tell them apart
   */
  public List<String> foregroundNames() {
    return new PictureNames(pictures.foregroundFiles()).names();
  }

  /**
   * The backgrounds, for {@link NameLists}.
   *
   * @return their file names, with as many folders in front as it takes to tell them apart
   */
  public List<String> backgroundNames() {
    return new PictureNames(pictures.backgroundFiles()).names();
  }

  /**
   * What it is, for logs and the provenance of a model.
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
   * Collects where a data set lies and how it is paired. Each method replaces what was set before.
   * Not safe to share between threads.
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
     * Sets the folders with the colours of foregrounds; subfolders are not looked at.
     *
     * @param folders as many as {@link #alphas} gets, in the same order
     * @return this builder
     */
    public Builder foregrounds(Path... folders) {
      foregrounds = List.of(folders);
      return this;
    }

    /**
     * Sets the folders with the mattes: gray pictures, matched with those in the folder of {@link
     * #foregrounds} at the same position by their names without the ending.
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
     * not multiplied with it (where the file says that they are, they are divided). Subfolders are
     * not looked at.
     *
     * @param folders the folders
     * @return this builder
     */
    public Builder cutouts(Path... folders) {
      cutouts = List.of(folders);
      return this;
    }

    /**
     * Sets folders in the layout of the Adobe data set: each folder below that has a folder {@code
     * fg} and a folder {@code alpha} in it gives foregrounds. Folders named {@code Test_set} are
     * left out unless they are given here themselves.
     *
     * @param roots such as {@code Training_set}
     * @return this builder
     */
    public Builder adobe(Path... roots) {
      adobe = List.of(roots);
      return this;
    }

    /**
     * Sets the folders with photographs; all pictures in them and in their subfolders count, but
     * not those in hidden folders.
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
     * Their names are looked for among the pictures of the other settings; only those that occur in
     * a pair are part of the data set. A blank line does not count.
     *
     * @param folder a folder with the three lists
     * @param split which pair list
     * @return this builder
     */
    public Builder lists(Path folder, Split split) {
      lists = Objects.requireNonNull(folder, "folder");
      this.split = Objects.requireNonNull(split, "split");
      return this;
    }

    /**
     * Keeps some foregrounds and backgrounds out of training, so that nothing that is measured on
     * was learned from; not with {@link #lists}. One data set is made for each split, with the same
     * share, {@link #seed} and folders.
     *
     * <p>Which ones follows from the seed and from each file's name without its ending, not from
     * its folder or from the other files: adding a file moves none to the other side, and pictures
     * of one name are on one side. The share is that of the chances, so that the number held out is
     * only near to it. With two names or more there is at least one on each side: where the chances
     * would leave one side empty, it gets the name that comes nearest, which may change when files
     * are added or removed. Backgrounds are on both sides if there is only one.
     *
     * @param share which share is for validation, above 0 and below 1
     * @param split {@link Split#TRAINING} for those that are left, {@link Split#VALIDATION} for
     *     those that are held out
     * @return this builder
     * @throws InvalidInputException if the share is outside
     */
    public Builder holdOut(double share, Split split) {
      holdOut = new HoldOut(share, Objects.requireNonNull(split, "split"));
      return this;
    }

    /**
     * Sets how many backgrounds a foreground gets in an epoch; not with {@link #lists}. With the
     * default, 1, an epoch is short and shows each foreground once; the paper's data set has 100.
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
     * Says whether every epoch has an order, and drawn pairs, of its own. Without, all epochs are
     * the same, in the order of the foregrounds or of the list, as it should be in validation.
     *
     * @param enabled true to shuffle, which is the default
     * @return this builder
     */
    public Builder shuffle(boolean enabled) {
      shuffle = enabled;
      return this;
    }

    /**
     * Sets what the order, the drawn pairs and {@link #holdOut} follow from.
     *
     * @param value any number; 0 by default
     * @return this builder
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Sets how much memory decoded pictures may take that are kept for later. What samples in use
     * hold comes on top.
     *
     * @param bytes the budget, from 0, which keeps nothing
     * @return this builder
     * @throws InvalidInputException if it is negative
     */
    public Builder cacheBytes(long bytes) {
      cacheBytes = Ranges.atLeast("cacheBytes", bytes, 0);
      return this;
    }

    /**
     * Sets how large a file's declared picture may be; it is checked before decoding.
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
     *     alpha or an alpha no foreground, several pictures of a folder differ in their endings
     *     alone, a list is wrong, there are both lists and {@link #holdOut}, or that leaves nothing
     *     for validation
     * @throws dev.deepmatting.error.MattingException if a folder or list cannot be read
     */
    public CompositionDataset build() {
      return new CompositionDataset(this);
    }
  }
}
