package dev.deepmatting.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes the routes in the form of OpenAPI 3.1, for clients that are generated from it. */
final class OpenApi {
  private static final String STRING = "string";

  private static final List<Field> OBJECT =
      List.of(
          Field.file("image", "The photograph; also as base64 in image_b64, or as the whole body."),
          Field.file("trimap", "Black background, gray unknown, white foreground."),
          Field.file("mask", "A rough mask, white on black."),
          Field.file("cutout", "A picture with transparency, cut out by another tool."),
          Field.file(
              "scribbles", "Gray, with white strokes on the object and black ones around it."),
          Field.text("rect", "A rectangle around the whole object: x,y,width,height in pixels."),
          Field.text("key", "The colour of the screen behind the object, such as 00b140, or auto."),
          Field.file("alpha", "A finished matte: nothing is predicted."),
          Field.text("band", "Width of the unknown region: pixels such as 10, or 2%."),
          Field.number("key-tolerance", "How far from the key a colour is still background."),
          Field.number("key-softness", "How much further a colour must be to be foreground."),
          Field.number(
              "key-spill", "The tint of the key from which the object is unknown, 0 to 1."),
          Field.flag("expand", "Tightens the trimap to pixels like the known ones next to them."));

  private static final List<Field> COLOURS =
      List.of(
          Field.words("foreground", "The object's colours.", "estimated", "naive"),
          Field.text("despill", "The colour of a screen whose spill is removed."));

  private static final List<Field> RESULT =
      List.of(
          Field.words("format", "The picture's format.", "png", "webp", "tiff", "jpg", "zip"),
          Field.words("answer", "The picture, or JSON with it as base64.", "image", "json"));

  private static final List<Field> GROUND =
      List.of(
          Field.text("color", "The new ground's colour, such as 1e90ff."),
          Field.file("background", "The new ground's picture."),
          Field.flag("transparent", "Lays the object on nothing."),
          Field.words("fit", "How the background fits.", "cover", "contain", "centre"),
          Field.text("offset", "Moves the object from the middle: x,y."),
          Field.text("canvas", "The size of the result: width,height."),
          Field.number("scale", "Scales the object, not the background."),
          Field.number("feather", "Softens the edge: standard deviation in pixels."),
          Field.number("shift", "Moves the edge outwards, or inwards if negative."),
          Field.number("crop", "Crops to the object plus a margin in pixels."),
          Field.text("shadow", "A black shadow: dx,dy,blur,opacity."),
          Field.words("light", "The colours' space for mixing.", "srgb", "linear"));

  private OpenApi() {}

  /** A field of a request. */
  record Field(String name, String description, Map<String, Object> schema) {
    static Field file(String name, String description) {
      return new Field(
          name,
          description,
          Map.of("type", STRING, "contentMediaType", "application/octet-stream"));
    }

    static Field text(String name, String description) {
      return new Field(name, description, Map.of("type", STRING));
    }

    static Field number(String name, String description) {
      return new Field(name, description, Map.of("type", "number"));
    }

    static Field flag(String name, String description) {
      return new Field(name, description, Map.of("type", "boolean"));
    }

    static Field words(String name, String description, String... words) {
      return new Field(name, description, Map.of("type", STRING, "enum", List.of(words)));
    }
  }

  /** Returns the document, as values of JSON. */
  static Map<String, Object> document() {
    Map<String, Object> paths = new LinkedHashMap<>();
    paths.put("/v1/cutout", post("Cuts the object out", join(OBJECT, COLOURS, RESULT)));
    paths.put(
        "/v1/alpha",
        post(
            "Predicts the alpha matte",
            join(OBJECT, List.of(Field.number("bits", "8 or 16 bits per sample.")), RESULT)));
    paths.put("/v1/trimap", post("Makes the trimap", join(OBJECT, RESULT)));
    paths.put(
        "/v1/composite",
        post("Lays the object on a new ground", join(OBJECT, COLOURS, GROUND, RESULT)));
    paths.put("/v1/review", post("Says what may be wrong with the trimap, as JSON", OBJECT));
    return ordered(
        "openapi",
        "3.1.0",
        "info",
        ordered(
            "title",
            "Deep Matting",
            "version",
            "1",
            "description",
            "One of trimap, mask, cutout, scribbles, rect, key and alpha defines the object."),
        "paths",
        paths);
  }

  @SafeVarargs
  private static List<Field> join(List<Field>... groups) {
    List<Field> all = new ArrayList<>();
    for (List<Field> group : groups) {
      all.addAll(group);
    }
    return all;
  }

  private static Map<String, Object> post(String summary, List<Field> fields) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field field : fields) {
      Map<String, Object> schema = new LinkedHashMap<>(field.schema());
      schema.put("description", field.description());
      properties.put(field.name(), schema);
    }
    Map<String, Object> form =
        ordered("schema", ordered("type", "object", "properties", properties));
    return ordered(
        "post",
        ordered(
            "summary",
            summary,
            "requestBody",
            ordered("required", true, "content", ordered("multipart/form-data", form)),
            "responses",
            responses()));
  }

  private static Map<String, Object> responses() {
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", ordered("description", "The picture, or JSON with it."));
    responses.put("400", ordered("description", "A field or a picture is wrong; JSON says which."));
    responses.put("401", ordered("description", "X-Api-Key is missing or unknown."));
    responses.put("413", ordered("description", "The body or the picture is too large."));
    responses.put("415", ordered("description", "The body has another type."));
    responses.put("429", ordered("description", "The server is busy; Retry-After says how long."));
    responses.put(
        "503", ordered("description", "The time for a request is up, or it is stopping."));
    return responses;
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
