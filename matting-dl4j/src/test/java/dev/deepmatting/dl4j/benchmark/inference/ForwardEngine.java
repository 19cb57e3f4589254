package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.dl4j.benchmark.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What runs forwards, each in a process of its own. */
enum ForwardEngine {
  ONEDNN("onednn", "oneDNN fp32", true),
  ONEDNN_BF16("onednn-bf16", "oneDNN bf16", true),
  SAMEDIFF("samediff", "SameDiff", true),
  ONNX_RUNTIME("onnxruntime", "ONNX Runtime", false),
  DJL("djl", "DJL PyTorch", false),
  PYTORCH("pytorch", "PyTorch", false);

  private final String id;
  private final String title;
  private final boolean own;

  ForwardEngine(String id, String title, boolean own) {
    this.id = id;
    this.title = title;
    this.own = own;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(ForwardEngine::id).toList();
  }

  static ForwardEngine named(String id) {
    return Arrays.stream(values())
        .filter(engine -> engine.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("engine is " + id + ", wanted one of " + names()));
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  /** Whether it is this library. */
  boolean isOwn() {
    return own;
  }

  /**
   * How far its alpha may be from the reference in the mean. Kernels that sum up in another order
   * decide a max pooling's ties and near-ties otherwise, which moves single pixels by more.
   */
  double tolerance() {
    return this == ONEDNN_BF16 ? 5e-2 : 1e-4;
  }

  /** The command that starts its process for one case. */
  List<String> command(ForwardCase work, Options options) {
    Network network = work.network();
    List<Object> arguments = new ArrayList<>();
    arguments.add(this == PYTORCH ? network.torchName() : id);
    arguments.add(network.file(this));
    arguments.add(work.input());
    arguments.add(work.size().height());
    arguments.add(work.size().width());
    arguments.add(options.number("threads"));
    arguments.add(work.alpha(this));
    return this == PYTORCH
        ? Peer.python("torch_forward.py", arguments.toArray())
        : Peer.java(Children.jvm(options), mainClass(), arguments.toArray());
  }

  /** DJL's by its name: without the profile it is not compiled. */
  private String mainClass() {
    return getClass().getPackageName() + (this == DJL ? ".DjlForward" : ".ForwardChild");
  }
}
