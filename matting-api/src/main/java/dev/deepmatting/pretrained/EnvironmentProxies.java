package dev.deepmatting.pretrained;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * Selects the JVM's proxies or, if it has none, those of the environment variables {@code
 * https_proxy}, {@code http_proxy} and {@code no_proxy}, the first two also in upper case except
 * for {@code HTTP_PROXY}, which a web server's visitor could set.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final List<String> JVM_PROPERTIES =
      List.of("http.proxyHost", "https.proxyHost", "socksProxyHost", "java.net.useSystemProxies");
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final ProxySelector jvm;
  private final boolean jvmDecides;
  private final List<ProxyVariable> variables;
  private final List<String> exceptions;

  EnvironmentProxies(Map<String, String> environment, Properties properties, ProxySelector jvm) {
    this.jvm = jvm;
    jvmDecides = JVM_PROPERTIES.stream().anyMatch(properties::containsKey);
    variables = jvmDecides ? List.of() : variables(environment);
    String none = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    exceptions = List.of(none.toLowerCase(Locale.ROOT).split("[,\\s]+"));
  }

  private static List<ProxyVariable> variables(Map<String, String> environment) {
    List<ProxyVariable> found = new ArrayList<>();
    for (String name : List.of("https_proxy", "HTTPS_PROXY", "http_proxy")) {
      String value = environment.getOrDefault(name, "");
      if (!value.isBlank()) {
        found.add(ProxyVariable.parse(name, value.strip()));
      }
    }
    return found;
  }

  @Override
  public List<Proxy> select(URI uri) {
    List<Proxy> chosen = jvm == null ? DIRECT : jvm.select(uri);
    boolean direct = chosen.stream().allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
    if (jvmDecides || !direct || isException(uri)) {
      return chosen;
    }
    return variable(uri).map(variable -> List.of(variable.proxy())).orElse(chosen);
  }

  boolean haveLogin() {
    return variables.stream().anyMatch(ProxyVariable::hasLogin);
  }

  /** Returns the variable whose proxy has this address and needs a name and password, if any. */
  Optional<ProxyVariable> login(InetSocketAddress address) {
    return variables.stream()
        .filter(variable -> variable.isAt(address) && variable.hasLogin())
        .findFirst();
  }

  private Optional<ProxyVariable> variable(URI uri) {
    String wanted = uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy";
    return variables.stream()
        .filter(variable -> variable.name().equalsIgnoreCase(wanted))
        .findFirst();
  }

  private boolean isException(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String withPort = host + ":" + uri.getPort();
    return exceptions.stream()
        .filter(exception -> !exception.isEmpty())
        .map(exception -> exception.replaceFirst("^\\*?\\.", ""))
        .anyMatch(name -> name.equals("*") || isWithin(host, name) || isWithin(withPort, name));
  }

  private static boolean isWithin(String host, String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException cause) {
    if (jvm != null) {
      jvm.connectFailed(uri, address, cause);
    }
  }

  /**
   * A proxy of the environment.
   *
   * @param name the variable
   * @param host the proxy's host
   * @param port its port
   * @param login {@code NAME:PASSWORD}, empty without one
   */
  record ProxyVariable(String name, String host, int port, String login) {
    private static final int USUAL_PORT = 80;
    private static final int HIGHEST_PORT = 65535;

    /**
     * Parses a variable. Errors name the variable but never its value, which could contain a
     * password.
     */
    static ProxyVariable parse(String name, String value) {
      try {
        URI uri = URI.create(value.contains("://") ? value : "http://" + value);
        boolean http = uri.getScheme().equalsIgnoreCase("http");
        if (http && uri.getHost() != null && uri.getPort() <= HIGHEST_PORT) {
          int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
          String login = Objects.requireNonNullElse(uri.getUserInfo(), "");
          return new ProxyVariable(name, uri.getHost(), port, login);
        }
      } catch (IllegalArgumentException e) {
        // The cause would reveal the value.
      }
      throw new InvalidInputException(
          "the environment variable " + name + " is not a proxy, wanted http://HOST:PORT");
    }

    Proxy proxy() {
      return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port));
    }

    boolean isAt(InetSocketAddress address) {
      return address.getPort() == port && address.getHostString().equalsIgnoreCase(host);
    }

    boolean hasLogin() {
      return !login.isEmpty();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
