package dev.deepmatting.pretrained;

import java.net.URI;
import java.util.List;

/**
 * The files that this library knows by name. The addresses and sizes of segmentation networks, and
 * their SHA-256, are those of rembg's release v0.0.0 and of a release of MODNet; the SHA-256 of
 * rembg's are published by several projects that use its files.
 */
final class KnownFiles {
  private static final String TORCHVISION = "https://download.pytorch.org/models/";
  private static final String REMBG =
      "https://github.com/danielgatis/rembg/releases/download/v0.0.0/";
  private static final String MODNET =
      "https://github.com/clibdev/MODNet/releases/latest/download/";
  private static final String IMAGENET = "BSD-3-Clause (trained on ImageNet, whose terms apply)";
  private static final String APACHE = "Apache-2.0";
  private static final String MIT = "MIT";

  static final PretrainedFile VGG16_BN =
      new PretrainedFile(
          "vgg16_bn",
          URI.create(TORCHVISION + "vgg16_bn-6c64b313.pth"),
          "",
          553_507_836,
          new PretrainedFile.Facts(IMAGENET, "to start training from, variant vgg16_bn"));

  static final PretrainedFile VGG16 =
      new PretrainedFile(
          "vgg16",
          URI.create(TORCHVISION + "vgg16-397923af.pth"),
          "",
          -1,
          new PretrainedFile.Facts(IMAGENET, "to start training from, variant classic"));

  static final List<PretrainedFile> ALL =
      List.of(
          VGG16_BN,
          VGG16,
          rembg(
              "u2netp",
              "u2netp.onnx",
              "309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8",
              4_574_861,
              new PretrainedFile.Facts(APACHE, "masks of any object, small and quick")),
          rembg(
              "silueta",
              "silueta.onnx",
              "75da6c8d2f8096ec743d071951be73b4a8bc7b3e51d9a6625d63644f90ffeedb",
              44_173_029,
              new PretrainedFile.Facts(APACHE, "masks of any object, reduced from u2net")),
          rembg(
              "u2net",
              "u2net.onnx",
              "8d10d2f3bb75ae3b6d527c77944fc5e7dcd94b29809d47a739a7a728a912b491",
              175_997_641,
              new PretrainedFile.Facts(APACHE, "masks of any object")),
          rembg(
              "u2net_human_seg",
              "u2net_human_seg.onnx",
              "01eb6a29a5c4d8edb30b56adad9bb3a2a0535338e480724a213e0acfd2d1c73c",
              175_997_641,
              new PretrainedFile.Facts(APACHE, "masks of people")),
          rembg(
              "isnet-general-use",
              "isnet-general-use.onnx",
              "60920e99c45464f2ba57bee2ad08c919a52bbf852739e96947fbb4358c0d964a",
              178_648_008,
              new PretrainedFile.Facts(APACHE, "masks of any object, in detail")),
          rembg(
              "isnet-anime",
              "isnet-anime.onnx",
              "f15622d853e8260172812b657053460e20806f04b9e05147d49af7bed31a6e99",
              176_069_933,
              new PretrainedFile.Facts(APACHE, "masks of drawn characters")),
          rembg(
              "birefnet-general-lite",
              "BiRefNet-general-bb_swin_v1_tiny-epoch_232.onnx",
              "5600024376f572a557870a5eb0afb1e5961636bef4e1e22132025467d0f03333",
              224_005_088,
              new PretrainedFile.Facts(MIT, "masks of any object, in fine detail; slow")),
          rembg(
              "birefnet-general",
              "BiRefNet-general-epoch_244.onnx",
              "58f621f00f5d756097615970a88a791584600dcf7c45b18a0a6267535a1ebd3c",
              972_666_916,
              new PretrainedFile.Facts(
                  MIT, "masks of any object, in the finest detail; very slow")),
          new PretrainedFile(
              "modnet",
              URI.create(MODNET + "modnet-photographic.onnx"),
              "d381d71c0e85f0edc28df99a6dd59544b0c33cc2bf234b1fc22aa417fec127be",
              -1,
              new PretrainedFile.Facts(APACHE, "masks of portraits, soft at hair; about 25 MB")));

  private KnownFiles() {}

  private static PretrainedFile rembg(
      String name, String file, String sha256, long size, PretrainedFile.Facts facts) {
    return new PretrainedFile(name, URI.create(REMBG + file), sha256, size, facts);
  }
}
