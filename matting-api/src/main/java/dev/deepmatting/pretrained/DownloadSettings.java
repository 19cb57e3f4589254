package dev.deepmatting.pretrained;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to download.
 *
 * @param connectTimeout how long a connection may take
 * @param stallTimeout how long no byte may come
 * @param tries how often to ask
 * @param pause how long to wait before the second try; doubled before each further one
 * @param maxBytes how large a file may be
 * @param proxy the proxies that the program chose, empty for those of the JVM and environment
 * @param environment the environment variables
 * @param sslContext whom to trust, empty for what the JVM trusts
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

  /** The pause after a try. */
  Duration pauseAfter(int triesMade) {
    return pause.multipliedBy(1L << Math.min(MOST_DOUBLINGS, triesMade - 1));
  }
}
