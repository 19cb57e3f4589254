/**
 * What a Java program compiles against to turn an image and a trimap into an alpha matte: plain
 * Java values, no native dependency. An engine is found through {@link java.util.ServiceLoader}.
 */
// The compiler cannot see the module that may use what is internal.
@SuppressWarnings("module")
module dev.deepmatting {
  // ND4J needs it and stands on the class path, where it cannot ask for it itself.
  requires jdk.unsupported;
  requires com.fasterxml.jackson.core;
  requires java.net.http;
  requires static org.jspecify;
  requires transitive java.desktop;

  exports dev.deepmatting;
  exports dev.deepmatting.batch;
  exports dev.deepmatting.compose;
  exports dev.deepmatting.data;
  exports dev.deepmatting.data.folder;
  exports dev.deepmatting.data.scene;
  exports dev.deepmatting.error;
  exports dev.deepmatting.evaluation;
  exports dev.deepmatting.image;
  exports dev.deepmatting.internal.check to
      dev.deepmatting.dl4j;
  exports dev.deepmatting.internal.file to
      dev.deepmatting.dl4j;
  exports dev.deepmatting.internal.thread to
      dev.deepmatting.dl4j;
  exports dev.deepmatting.metrics;
  exports dev.deepmatting.network;
  exports dev.deepmatting.pretrained;
  exports dev.deepmatting.propagation;
  exports dev.deepmatting.segmentation;
  exports dev.deepmatting.spi;
  exports dev.deepmatting.train;
  exports dev.deepmatting.trimap;

  uses dev.deepmatting.spi.EngineProvider;
  uses dev.deepmatting.spi.ModelFormats;
  uses dev.deepmatting.segmentation.SegmentationProvider;
  uses dev.deepmatting.spi.TrainerProvider;
  uses dev.deepmatting.image.ImageDecoder;
  uses dev.deepmatting.image.ImageEncoder;
  uses dev.deepmatting.trimap.ObjectSegmenter;
  uses javax.imageio.spi.ImageReaderSpi;
}
