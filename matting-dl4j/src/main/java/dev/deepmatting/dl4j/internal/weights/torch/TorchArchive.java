package dev.deepmatting.dl4j.internal.weights.torch;

import java.util.Map;

/**
 * What a container of either kind holds.
 *
 * @param format the container in words
 * @param root the value of its main pickle
 * @param offsets where in the file each storage begins; the file has been checked to hold them
 */
record TorchArchive(String format, Object root, Map<String, Long> offsets) {}
