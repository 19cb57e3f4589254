package dev.deepmatting.data.folder;

import dev.deepmatting.data.LayerSource;
import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One folder with all that a training needs, recognised by the names of the folders in it, in upper
 * or lower case:
 *
 * <ul>
 *   <li>{@code fg} (or {@code foreground}, {@code foregrounds}) and {@code alpha} (or {@code
 *       alphas}, {@code mattes}): colours and mattes, matched by file name without the ending; or
 *       {@code cutouts}: pictures with transparency; or both; or else the folders of the Adobe data
 *       set, {@code fg} and {@code alpha} side by side at any depth, {@code Test_set} left out;
 *   <li>{@code bg} (or {@code background}, {@code backgrounds}): photographs, with all folders
 *       below;
 *   <li>{@code validation}: a folder of the same form, to measure on; it may do without backgrounds
 *       and then gets those of the training;
 *   <li>the files of {@link NameLists}, which fix the pairs of both sides.
 * </ul>
 *
 * <p>Without {@code validation} and lists, a share of the foregrounds and backgrounds is held out,
 * as {@link CompositionDataset.Builder#holdOut} does it: a tenth, or what {@link #withHoldOut}
 * says.
 *
 * <p>In an epoch each foreground stands before 100 backgrounds, as in the paper's data set, since
 * recipes tell their length in epochs; where there are fewer photographs they come again, each time
 * in another crop. Validation shows each foreground once.
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
   * Lists a folder, but reads no picture.
   *
   * @param root the folder
   * @param seed decides the order, the drawn pairs and what is held out
   * @return what there is
   * @throws InvalidInputException if there is no such folder, or something is missing in it or
   *     there twice; the message says what was looked for and what was found
   * @throws dev.deepmatting.error.MattingException if a folder or list cannot be read
   */
  public static TrainingFolder open(Path root, long seed) {
    return new TrainingFolder(
        Objects.requireNonNull(root, "root"), seed, HELD_OUT, OptionalLong.empty());
  }

  /**
   * The same folder with another share of it for validation; it is listed again.
   *
   * @param share above 0 and below 1
   * @return a new value
   * @throws InvalidInputException if the share is outside, or the folder has a side of its own for
   *     validation
   */
  public TrainingFolder withHoldOut(double share) {
    if (!holdsOut) {
      throw new InvalidInputException(
          "holdOut is "
              + share
              + ", but '"
              + root
              + "' tells by itself what is for validation, wanted one of the two");
    }
    return new TrainingFolder(root, seed, share, cacheBytes);
  }

  /**
   * The same folder with another budget for decoded pictures, for programs that use several
   * folders; it is listed again.
   *
   * @param bytes what each of the two sides may keep, as {@link
   *     CompositionDataset.Builder#cacheBytes} says; from 0, which keeps nothing
   * @return a new value
   * @throws InvalidInputException if it is negative
   */
  public TrainingFolder withCacheBytes(long bytes) {
    return new TrainingFolder(root, seed, holdOut, OptionalLong.of(bytes));
  }

  /**
   * What is learned from.
   *
   * @return layers in an order that changes with each epoch
   */
  public LayerSource training() {
    return training;
  }

  /**
   * What is measured on; nothing of its foregrounds is in {@link #training()}, unless lists or
   * folders say so.
   *
   * @return layers in the same order each epoch, each foreground once, or as the lists say
   */
  public LayerSource validation() {
    return validation;
  }

  /**
   * Both sides, for logs and the provenance of a model.
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
