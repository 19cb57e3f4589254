package dev.deepmatting.batch;

import dev.deepmatting.Matting;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.TrimapThresholds;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How each picture is read and written.
 *
 * @param output the results folder
 * @param ends what follows the name of each picture
 * @param ownFiles reads pictures; null if the builder has no limit
 * @param ownThresholds which values of a trimap are known; null if the builder has none
 * @param resume whether finished pictures are skipped
 * @param resumeKey stands for what else the results depend on
 * @param workers number of threads besides the one that predicts
 */
record BatchSettings(
    @Nullable Path output,
    List<String> ends,
    @Nullable ImageFiles ownFiles,
    @Nullable TrimapThresholds ownThresholds,
    boolean resume,
    String resumeKey,
    int workers) {
  ImageFiles files() {
    return ownFiles == null ? ImageFiles.standard() : ownFiles;
  }

  TrimapThresholds thresholds() {
    return ownThresholds == null ? TrimapThresholds.standard() : ownThresholds;
  }

  /** Returns the settings with the model's values for what the builder left unset. */
  BatchSettings following(Matting matting) {
    return new BatchSettings(
        output,
        ends,
        ownFiles == null ? matting.imageFiles() : ownFiles,
        ownThresholds == null ? matting.trimapThresholds() : ownThresholds,
        resume,
        resumeKey,
        workers);
  }

  boolean areMattes() {
    return ends.equals(ResultFiles.MATTE_ENDS) || ends.equals(ResultFiles.ALPHA_ENDS);
  }
}
