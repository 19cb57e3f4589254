package dev.deepmatting.data.folder;

import dev.deepmatting.data.LayerSource;
import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One folder with everything that training needs, recognised by the names of its subfolders, in
 * upper or lower case:
 *
 * <ul>
 *   <li>{@code fg} (or {@code foreground}, {@code foregrounds}) and {@code alpha} (or {@code
 *       alphas}, {@code mattes}): colours and mattes, matched by file name without extension; or
 *       {@code cutouts}: pictures with transparency; or both; or else the folders of the Adobe data
 *       set, {@code fg} and {@code alpha} side by side at any depth, without {@code Test_set};
 *   <li>{@code bg} (or {@code background}, {@code backgrounds}): photographs, including all
 *       subfolders;
 *   <li>{@code validation}: a folder of the same form, for validation; without backgrounds of its
 *       own it uses those for training;
 *   <li>the files of {@link NameLists}, which define the pairs of both sides.
 * </ul>
 *
 * <p>Without {@code validation} and lists, a share of the foregrounds and backgrounds is held out
 * by {@link CompositionDataset.Builder#holdOut}: a tenth, or the share of {@link #withHoldOut}.
 *
 * <p>In an epoch each foreground is paired with 100 backgrounds, as in the paper's data set,
 * because recipes give their length in epochs; if there are fewer photographs, they repeat, each
 * time in another crop. Validation uses each foreground once.
 *
 * <pre>{@code
 * TrainingFolder data = TrainingFolder.open(Path.of("data"), 1);
 * MattingTrainer.builder()
 *     .data(data.training())
 *     .validation(WholeImages.of(data.validation(), 1).withLongestSide(1024))
 *     .output(Path.of("run"))
 *     .build()
 *     .fit();
 * }</pre>
 *
 * <p>Immutable and safe to share between threads; files must not change while it is in use.
 *
 * @since 0.1
 */
public final class TrainingFolder {
  private static final String ROLE = "data";
  private static final double HELD_OUT = 0.1;
  private static final int BACKGROUNDS_PER_FOREGROUND = 100;

  private final Path root;
  private final CompositionDataset training;
  private final CompositionDataset validation;
  private final long seed;
  private final double holdOut;
  private final boolean holdsOut;
  private final OptionalLong cacheBytes;

  private TrainingFolder(Path root, long seed, double holdOut, OptionalLong cacheBytes) {
    this.root = root;
    this.seed = seed;
    this.holdOut = holdOut;
    this.cacheBytes = cacheBytes;
    FolderLayout layout = FolderLayout.read(ROLE, root);
    Optional<Path> apart = FolderLayout.validationBelow(ROLE, root);
    boolean listed = Files.exists(root.resolve(NameLists.FOREGROUNDS));
    holdsOut = apart.isEmpty() && !listed;
    Optional<Double> share = holdsOut ? Optional.of(holdOut) : Optional.empty();
    training = side(layout, listed, share, Split.TRAINING);
    validation =
        apart.isPresent()
            ? apart(apart.get(), layout)
            : side(layout, listed, share, Split.VALIDATION);
  }

  private CompositionDataset side(
      FolderLayout layout, boolean listed, Optional<Double> holdOut, Split split) {
    CompositionDataset.Builder part = layout.dataset(root, Optional.empty()).seed(seed);
    if (listed) {
      part.lists(root, split);
    } else if (split == Split.TRAINING) {
      part.backgroundsPerForeground(BACKGROUNDS_PER_FOREGROUND);
    }
    holdOut.ifPresent(share -> part.holdOut(share, split));
    cacheBytes.ifPresent(part::cacheBytes);
    return part.shuffle(split == Split.TRAINING).build();
  }

  private CompositionDataset apart(Path folder, FolderLayout trained) {
    CompositionDataset.Builder part =
        FolderLayout.read("validation", folder).dataset(folder, trained.backgrounds()).seed(seed);
    cacheBytes.ifPresent(part::cacheBytes);
    return part.shuffle(false).build();
  }

  /**
   * Lists a folder, but reads no pictures.
   *
   * @param root the folder
   * @param seed the seed of the order, the drawn pairs and the hold-out
   * @return the contents of the folder
   * @throws InvalidInputException if there is no such folder, or something in it is missing or
   *     duplicated; the message says what was searched and what was found
   * @throws dev.deepmatting.error.MattingException if a folder or list cannot be read
   */
  public static TrainingFolder open(Path root, long seed) {
    return new TrainingFolder(
        Objects.requireNonNull(root, "root"), seed, HELD_OUT, OptionalLong.empty());
  }

  /**
   * Returns the same folder with another share for validation; it is listed again.
   *
   * @param share above 0 and below 1
   * @return a new value
   * @throws InvalidInputException if the share is out of range, or the folder has its own
   *     validation data
   */
  public TrainingFolder withHoldOut(double share) {
    if (!holdsOut) {
      throw new InvalidInputException(
          "holdOut is "
              + share
              + ", but '"
              + root
              + "' already separates its validation data, wanted one of the two");
    }
    return new TrainingFolder(root, seed, share, cacheBytes);
  }

  /**
   * Returns the same folder with another budget for decoded pictures, for programs that use several
   * folders; it is listed again.
   *
   * @param bytes the budget of each of the two sides, as in {@link
   *     CompositionDataset.Builder#cacheBytes}; at least 0; 0 keeps nothing
   * @return a new value
   * @throws InvalidInputException if it is negative
   */
  public TrainingFolder withCacheBytes(long bytes) {
    return new TrainingFolder(root, seed, holdOut, OptionalLong.of(bytes));
  }

  /**
   * Returns the training data.
   *
   * @return layers in an order that changes with each epoch
   */
  public LayerSource training() {
    return training;
  }

  /**
   * Returns the validation data; none of its foregrounds is in {@link #training()}, unless lists or
   * folders say so.
   *
   * @return layers in the same order each epoch, each foreground once, or as the lists say
   */
  public LayerSource validation() {
    return validation;
  }

  /**
   * Returns a description of both sides, for logs and the provenance of a model.
   *
   * @return one line
   */
  public String describe() {
    return training.describe() + "; validation: " + validation.describe();
  }

  @Override
  public String toString() {
    return "TrainingFolder[" + describe() + "]";
  }
}
