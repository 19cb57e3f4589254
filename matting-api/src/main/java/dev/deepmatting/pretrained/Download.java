package dev.deepmatting.pretrained;

import dev.deepmatting.error.DownloadException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Downloads one file into the cache: tries, resumes, starts over, verifies. For one use. */
final class Download {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int REDIRECT = 300;
  private static final int CLIENT_ERROR = 400;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final PretrainedFile file;
  private final CachedFile cached;
  private final PartFile part;
  private final DownloadSettings settings;
  private final DownloadListener listener;
  private final HttpSource source;

  Download(
      PretrainedFile file,
      CachedFile cached,
      DownloadSettings settings,
      DownloadListener listener) {
    this.file = file;
    this.cached = cached;
    this.settings = settings;
    this.listener = listener;
    part = new PartFile(file, cached);
    source = new HttpSource(file.uri(), settings);
  }

  void run() throws InterruptedException {
    for (int tries = 1; !hasArrived(tries); tries++) {
      Thread.sleep(settings.pauseAfter(tries).toMillis());
    }
    String hash = part.hash();
    if (!cached.matches(hash)) {
      part.delete();
      throw Failures.wrongHash(file, hash);
    }
    cached.install(part.path(), hash);
    part.deleteVersion();
  }

  /** Tries once; returns false if another try might help. */
  private boolean hasArrived(int tries) throws InterruptedException {
    try {
      if (!transfer(part.length())) {
        part.delete();
        transfer(0);
      }
      return true;
    } catch (IOException e) {
      if (tries < settings.tries()) {
        return false;
      }
      throw Failures.unreachable(file, cached, tries, e);
    }
  }

  /**
   * Sends one request; returns false if the bytes already there are not the beginning of the
   * server's file.
   */
  private boolean transfer(long offset) throws IOException, InterruptedException {
    Optional<Validator> version = offset > 0 ? part.version() : Optional.empty();
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = source.get(offset, version);
    try (BodyQueue body = BodyQueue.of(answer.body())) {
      HttpHeaders headers = answer.headers();
      int status = answer.statusCode();
      if (status == OK) {
        long total = headers.firstValueAsLong("Content-Length").orElse(-1);
        requireAllowed(total);
        receive(body, part.begin(Validator.of(headers)), 0, total);
        return true;
      }
      if (version.isPresent() && status == PARTIAL) {
        return resume(body, headers, offset, version.get());
      }
      if (version.isPresent() && status == RANGE_NOT_SATISFIABLE) {
        // The file might be complete: an earlier download can have ended before verification.
        return cached.matches(part.hash());
      }
      throw refusal(status);
    }
  }

  private boolean resume(BodyQueue body, HttpHeaders headers, long offset, Validator version)
      throws IOException, InterruptedException {
    Optional<ContentRange> range =
        headers
            .firstValue("Content-Range")
            .flatMap(ContentRange::parse)
            .filter(found -> found.continues(offset) && version.fits(headers));
    if (range.isEmpty()) {
      return false;
    }
    requireAllowed(range.get().total());
    receive(body, part.append(offset), offset, range.get().total());
    return true;
  }

  private void receive(BodyQueue body, PartFile.Writer out, long offset, long total)
      throws IOException, InterruptedException {
    try (out) {
      long done = offset;
      listener.progress(done, total);
      List<ByteBuffer> next = body.next(settings.stallTimeout());
      for (; next != null; next = body.next(settings.stallTimeout())) {
        for (ByteBuffer bytes : next) {
          done += bytes.remaining();
          requireWithin(done, total);
          out.write(bytes);
        }
        listener.progress(done, total);
      }
      if (done < total) {
        throw new EOFException("the answer ended after " + done + " of " + total + " bytes");
      }
      out.force();
    }
  }

  private void requireAllowed(long total) {
    if (total > settings.maxBytes()) {
      throw tooLarge(Long.toString(total), settings.maxBytes());
    }
  }

  private void requireWithin(long done, long total) {
    long limit = total < 0 ? settings.maxBytes() : total;
    if (done > limit) {
      throw tooLarge("more", limit);
    }
  }

  private DownloadException tooLarge(String size, long limit) {
    part.delete();
    return Failures.tooLarge(file, size, limit);
  }

  /**
   * Throws an {@link IOException} for what a later try might fix, and returns the error for the
   * rest.
   */
  private DownloadException refusal(int status) throws IOException {
    if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
      throw new IOException("the server answers with status " + status);
    }
    return status >= REDIRECT && status < CLIENT_ERROR
        ? Failures.badRedirect(file, cached, status)
        : Failures.refused(file, cached, status);
  }

  /**
   * Represents the header {@code Content-Range: bytes FIRST-LAST/TOTAL} (RFC 9110, section 14.4).
   *
   * @param first the first byte that follows
   * @param last the last one
   * @param total the size of the whole file, -1 if the server does not say
   */
  record ContentRange(long first, long last, long total) {
    /** At most 18 digits, so that every number fits a long. */
    private static final Pattern FORM =
        Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** Parses the header; empty if it has another form. */
    static Optional<ContentRange> parse(String header) {
      Matcher matcher = FORM.matcher(header);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      long total = matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3));
      return Optional.of(
          new ContentRange(
              Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), total));
    }

    /** Returns whether it continues where the existing bytes end. */
    boolean continues(long length) {
      return first == length && last >= first && (total < 0 || last < total);
    }
  }

  /**
   * Distinguishes versions of a file on a server: the strong ETag or, without one, the date. It is
   * sent back as {@code If-Range} (RFC 9110, section 13.1.5), so the server sends a changed file as
   * a whole.
   *
   * @param value the header's text
   */
  record Validator(String value) {
    /** The characters allowed in a header. */
    private static final Pattern FORM = Pattern.compile("[\\x20-\\x7e]{1,500}");

    private static final String STRONG = "\"";

    static Optional<Validator> parse(String text) {
      return FORM.matcher(text).matches() ? Optional.of(new Validator(text)) : Optional.empty();
    }

    static Optional<Validator> of(HttpHeaders headers) {
      return headers
          .firstValue("ETag")
          .filter(tag -> tag.startsWith(STRONG))
          .or(() -> headers.firstValue("Last-Modified"))
          .flatMap(Validator::parse);
    }

    /** Returns whether a response is of this version, as far as its headers say. */
    boolean fits(HttpHeaders headers) {
      String name = value.startsWith(STRONG) ? "ETag" : "Last-Modified";
      return headers.firstValue(name).map(value::equals).orElse(true);
    }
  }

  /**
   * The settings of a download.
   *
   * @param connectTimeout the longest time to connect
   * @param stallTimeout the longest wait without a byte
   * @param tries the number of tries
   * @param pause the wait before the second try; doubled before each further one
   * @param maxBytes the largest file size
   * @param proxy the proxies that the program chose, empty for those of the JVM and the environment
   * @param environment the environment variables
   * @param sslContext the trusted certificates, empty for those that the JVM trusts
   */
  record DownloadSettings(
      Duration connectTimeout,
      Duration stallTimeout,
      int tries,
      Duration pause,
      long maxBytes,
      Optional<ProxySelector> proxy,
      Map<String, String> environment,
      Optional<SSLContext> sslContext) {
    private static final int MOST_DOUBLINGS = 5;

    /** Returns the pause after a try. */
    Duration pauseAfter(int triesMade) {
      return pause.multipliedBy(1L << Math.min(MOST_DOUBLINGS, triesMade - 1));
    }
  }
}
