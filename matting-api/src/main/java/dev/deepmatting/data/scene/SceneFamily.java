package dev.deepmatting.data.scene;

import java.util.List;

/**
 * The kinds of objects to draw.
 *
 * @since 0.1
 */
public enum SceneFamily {
  /** A solid body with long strands, straight or curled, in clumps, and stray hairs. */
  HAIR(FurPainter::hair, List.of(0x2b1d14, 0x5a3a22, 0x9c6b3f, 0xd9b47a, 0xe8d9bd, 0x7a7672)),

  /** A solid body with short strands all around. */
  FUR(FurPainter::fur, List.of(0x3a2a1e, 0x8a6a4a, 0xc9a57a, 0xe9e2d6, 0x55504a, 0xb5651d)),

  /** Objects whose edge is out of focus. */
  SOFT_EDGE(SolidPainter::softEdge, List.of(0xc0392b, 0x2980b9, 0x27ae60, 0xe1c16e, 0x7f8c8d)),

  /** Objects that move while the shutter is open. */
  MOTION_BLUR(SolidPainter::motionBlur, List.of(0xf2f2f2, 0x34495e, 0xd35400, 0x8e44ad, 0x16a085)),

  /** Smoke, steam and clouds; rarely opaque. */
  SMOKE(VeilPainter::smoke, List.of(0xf5f5f5, 0xc8c8c8, 0x888888, 0x3c3c3c, 0xd8c8b0)),

  /** Thin walls that let the background through, with bright rims and highlights. */
  GLASS(VeilPainter::glass, List.of(0xe8f4f8, 0xcfe8dc, 0xd8d0f0, 0xf8e8d0, 0x9fc8d8)),

  /** Nets and fences: threads with gaps. */
  MESH(WebPainter::mesh, List.of(0x303030, 0xb0b0b0, 0x6b4f2a, 0xf0f0e8, 0x2a5a3a)),

  /** Cloth with patterns of holes. */
  LACE(WebPainter::lace, List.of(0xfaf6ee, 0x202020, 0xd8c0c0, 0xe8d8a8, 0x7080a0)),

  /** Twigs and leaves of several sizes. */
  FOLIAGE(FoliagePainter::paint, List.of(0x2e5d1e, 0x5f8f2f, 0x8aa84a, 0x9c5a1e, 0xc8b040)),

  /** Solid objects with holes. */
  HOLES(SolidPainter::holes, List.of(0xa05030, 0x506070, 0xd0b080, 0x904060, 0x40708a)),

  /** Animals and plush: fur at the edge in the colours of the body. */
  PELT(FurPainter::pelt, List.of(0x2a2018, 0x8a5a2a, 0xb5651d, 0xd9b98a, 0xe9e2d6, 0x6a6a6a));

  private final Painter painter;
  private final List<Integer> colours;

  SceneFamily(Painter painter, List<Integer> colours) {
    this.painter = painter;
    this.colours = colours;
  }

  void paint(Scene scene) {
    painter.paint(scene);
  }

  /** Returns typical colours, as 0xRRGGBB. */
  List<Integer> colours() {
    return colours;
  }

  /** Draws an object on the canvas of a scene. */
  @FunctionalInterface
  interface Painter {
    void paint(Scene scene);
  }
}
