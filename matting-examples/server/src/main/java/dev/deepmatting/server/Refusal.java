package dev.deepmatting.server;

/** Ends a request with an HTTP status and words for the client. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;
  static final int WRONG_METHOD = 405;
  static final int TOO_LARGE = 413;
  static final int WRONG_TYPE = 415;
  static final int TOO_MANY = 429;
  static final int FAILED = 500;
  static final int UNAVAILABLE = 503;

  private final int status;
  private final String code;

  /**
   * Creates a refusal.
   *
   * @param status an HTTP status of at least 400
   * @param code a word for programs, such as {@code invalid_field}
   * @param message what was wrong, and what was wanted
   */
  Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Returns the refusal of a field's value. */
  static Refusal field(String name, Object value, String wanted) {
    return new Refusal(
        BAD_REQUEST, "invalid_field", name + " is '" + value + "', wanted " + wanted);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
