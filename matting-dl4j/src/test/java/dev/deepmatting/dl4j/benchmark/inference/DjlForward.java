package dev.deepmatting.dl4j.benchmark.inference;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;

/** The process of DJL with PyTorch; compiled with the profile that brings DJL alone. */
final class DjlForward {
  private DjlForward() {}

  /** See {@link ForwardLoop}. */
  public static void main(String[] arguments) throws Exception {
    ForwardLoop loop = new ForwardLoop(arguments);
    System.setProperty("ai.djl.pytorch.num_threads", "" + loop.threads());
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("PyTorch")
            .optModelPath(loop.model())
            .optTranslator(new NoopTranslator(null))
            .build();
    try (ZooModel<NDList, NDList> model = criteria.loadModel();
        Predictor<NDList, NDList> predictor = model.newPredictor();
        NDManager manager = model.getNDManager().newSubManager();
        Forward forward = new Forward(predictor, manager, loop)) {
      loop.serve(forward);
    }
  }

  private static final class Forward implements ForwardLoop.Forward, AutoCloseable {
    private final Predictor<NDList, NDList> predictor;
    private final NDList input;
    private NDList result;

    Forward(Predictor<NDList, NDList> predictor, NDManager manager, ForwardLoop loop)
        throws IOException {
      this.predictor = predictor;
      input =
          new NDList(manager.create(loop.input(), new Shape(1, 4, loop.height(), loop.width())));
    }

    @Override
    public void run() throws TranslateException {
      close();
      result = predictor.predict(input);
    }

    @Override
    public float[] alpha() {
      return result.singletonOrThrow().toFloatArray();
    }

    @Override
    public void close() {
      if (result != null) {
        result.close();
        result = null;
      }
    }
  }
}
