package dev.deepmatting.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a client gets.
 *
 * @param status the HTTP status
 * @param type the content type
 * @param body the content, which must not change
 * @param headers further headers
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  static final String JSON = "application/json";
  static final String TEXT = "text/plain;charset=utf-8";

  private static final int OK = 200;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Answer of(String type, byte[] body) {
    return new Answer(OK, type, body, Map.of());
  }

  static Answer text(int status, String text) {
    return new Answer(status, TEXT, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Answer json(int status, Object value) {
    try {
      return new Answer(status, JSON, MAPPER.writeValueAsBytes(value), Map.of());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }

  /** Returns the answer with more headers. */
  Answer with(Map<String, String> more) {
    return new Answer(status, type, body, more);
  }
}
