package dev.deepmatting.dl4j.weights.keras;

import dev.deepmatting.dl4j.weights.FileBytes;
import dev.deepmatting.dl4j.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;

/** A program that reads a sound file and many damaged ones through the model import. */
final class MutatedReads {
  private MutatedReads() {}

  /** Takes the number of damaged files. */
  public static void main(String[] args) {
    try (KerasFile sound = KerasFiles.open("layouts")) {
      sound.read("dense/number");
    } catch (ModelFormatException e) {
      System.out.println(e.getMessage());
    }
    int rounds = Integer.parseInt(args[0]);
    int refused = 0;
    for (String name : KerasFiles.SOUND) {
      KerasMutation mutation = new KerasMutation(KerasFiles.bytes(name), 2);
      for (int round = 0; round < rounds / KerasFiles.SOUND.size(); round++) {
        refused += refuses(mutation.next()) ? 1 : 0;
      }
    }
    System.out.println("done, refused " + refused);
  }

  private static boolean refuses(byte[] content) {
    try (KerasFile file = new KerasFile(FileBytes.of("model x", content))) {
      for (TensorInfo info : file.tensors()) {
        file.read(info.name());
      }
      return false;
    } catch (ModelFormatException e) {
      return true;
    }
  }
}
