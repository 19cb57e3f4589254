package dev.deepmatting.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's query and body into fields, in memory: multipart forms, URL-encoded forms, JSON
 * objects, and the bytes of a picture as the field {@code image}. Safe to share between threads.
 */
final class RequestReader {
  private static final int MOST_PARTS = 64;
  private static final int LONGEST_PART_HEADERS = 8192;
  private static final int LONGEST_FORM = 1 << 20;
  private static final int BLOCK = 1 << 16;
  private static final long MOST_DROPPED = 1L << 28;
  private static final String IMAGE = "image";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final long maxBytes;
  private final MultiPartConfig multiPart;

  /**
   * Creates a reader.
   *
   * @param maxBytes the longest body
   */
  RequestReader(long maxBytes) {
    this.maxBytes = maxBytes;
    multiPart =
        new MultiPartConfig.Builder()
            .maxParts(MOST_PARTS)
            .maxSize(maxBytes)
            .maxPartSize(maxBytes)
            .maxMemoryPartSize(maxBytes)
            .maxHeadersSize(LONGEST_PART_HEADERS)
            .build();
  }

  /**
   * Reads a request to its end.
   *
   * @throws Refusal if it is too large or malformed
   */
  Fields read(Request request) throws Exception {
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT);
    Fields fields = new Fields(accepted != null && accepted.startsWith("application/json"));
    for (Field field : Request.extractQueryParameters(request)) {
      for (String value : field.getValues()) {
        fields.add(field.getName(), value);
      }
    }
    if (request.getMethod().equals("GET")) {
      return fields;
    }
    if (request.getLength() > maxBytes) {
      throw tooLarge();
    }
    try {
      readBody(request, fields);
    } catch (CompletionException | HttpException.RuntimeException | IOException e) {
      throw refused(e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw malformed(e);
    }
    return fields;
  }

  private void readBody(Request request, Fields fields) throws Exception {
    String type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElse("");
    String kind = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    switch (kind) {
      case "multipart/form-data" -> readParts(request, type, fields);
      case "application/x-www-form-urlencoded" -> readForm(request, fields);
      case "application/json" -> readJson(Content.Source.asByteBuffer(bounded(request)), fields);
      default -> {
        if (!kind.startsWith("image/") && !kind.equals("application/octet-stream")) {
          throw new Refusal(
              Refusal.WRONG_TYPE,
              "wrong_type",
              "the body's type is '"
                  + kind
                  + "', wanted multipart/form-data, application/x-www-form-urlencoded,"
                  + " application/json or image/...");
        }
        fields.add(IMAGE, Content.Source.asByteBuffer(bounded(request)), Optional.empty());
      }
    }
  }

  private void readParts(Request request, String type, Fields fields) throws IOException {
    try (MultiPartFormData.Parts parts =
        MultiPartFormData.getParts(request, request, type, multiPart)) {
      for (MultiPart.Part part : parts) {
        if (part.getName() == null) {
          throw new Refusal(
              Refusal.BAD_REQUEST, "invalid_field", "a part has no name, wanted name=\"...\"");
        }
        fields.add(
            part.getName(),
            Content.Source.asByteBuffer(part.createContentSource()),
            Optional.ofNullable(part.getFileName()));
      }
    }
  }

  private static void readForm(Request request, Fields fields) {
    for (Field field : FormFields.getFields(request, MOST_PARTS, LONGEST_FORM)) {
      for (String value : field.getValues()) {
        fields.add(field.getName(), value);
      }
    }
  }

  private static void readJson(ByteBuffer body, Fields fields) throws IOException {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "malformed", "the body is no JSON: " + e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "malformed", "the body is no JSON object, wanted {...}");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isValueNode()) {
        throw Refusal.field(
            field.getKey(), field.getValue().getNodeType(), "a text, a number or true or false");
      }
      if (!field.getValue().isNull()) {
        fields.add(field.getKey(), field.getValue().asText());
      }
    }
  }

  /** Fails when more bytes arrive than are allowed, whatever the length that was declared. */
  private Content.Source bounded(Request request) {
    return new Content.Source() {
      private long read;

      @Override
      public Content.@Nullable Chunk read() {
        Content.Chunk chunk = request.read();
        read += chunk == null ? 0 : chunk.remaining();
        if (chunk != null && read > maxBytes) {
          chunk.release();
          // Whoever demanded this chunk may run on another thread: an exception would be lost.
          return Content.Chunk.from(tooLarge(), true);
        }
        return chunk;
      }

      @Override
      public void demand(Runnable demandCallback) {
        request.demand(demandCallback);
      }

      @Override
      public void fail(Throwable failure) {
        request.fail(failure);
      }
    };
  }

  /**
   * Drops the rest of a body that was refused: many clients read no answer before they have sent
   * everything.
   *
   * @return whether all of it has come, so that the connection can be used again
   */
  boolean drain(Request request) {
    try (InputStream rest = Content.Source.asInputStream(request)) {
      long dropped = 0;
      byte[] block = new byte[BLOCK];
      int count = rest.read(block);
      while (count >= 0 && dropped < MOST_DROPPED) {
        dropped += count;
        count = rest.read(block);
      }
      return count < 0;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private Refusal tooLarge() {
    return new Refusal(
        Refusal.TOO_LARGE,
        "too_large",
        "the body is too large, wanted at most " + maxBytes + " bytes");
  }

  private Refusal refused(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
      if (cause instanceof HttpException http && http.getCode() == Refusal.TOO_LARGE) {
        return tooLarge();
      }
      String text = String.valueOf(cause.getMessage());
      if (text.startsWith("max length exceeded") || text.startsWith("max file size exceeded")) {
        return tooLarge();
      }
    }
    return malformed(e);
  }

  private static Refusal malformed(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new Refusal(
        Refusal.BAD_REQUEST, "malformed", "the body cannot be read: " + cause.getMessage());
  }
}
