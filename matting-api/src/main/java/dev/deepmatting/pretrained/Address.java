package dev.deepmatting.pretrained;

import java.net.URI;

/** Addresses as messages show them. */
final class Address {
  private Address() {}

  /** Leaves out what may be secret: user name, query and fragment. */
  static String shown(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?...";
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath() + query;
  }
}
