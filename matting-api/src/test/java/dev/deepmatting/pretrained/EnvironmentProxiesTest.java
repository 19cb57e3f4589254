package dev.deepmatting.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {
  private static final URI HTTPS = URI.create("https://files.a.example/x");
  private static final URI HTTP = URI.create("http://files.a.example/x");
  private static final ProxySelector DIRECT = ProxySelector.of(null);

  @Test
  void connectsDirectlyWithoutAnySetting() {
    assertThat(proxy(Map.of(), HTTPS)).isEqualTo(Proxy.NO_PROXY);
    assertThat(new EnvironmentProxies(Map.of(), new Properties(), null).select(HTTPS))
        .containsExactly(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy.example:3128, proxy.example, 3128",
    "HTTPS_PROXY, proxy.example:3128, proxy.example, 3128",
    "https_proxy, http://proxy.example/, proxy.example, 80",
    "https_proxy, http://me:hush@proxy.example:3128, proxy.example, 3128"
  })
  void readsTheVariables(String name, String value, String host, int port) {
    Proxy proxy = proxy(Map.of(name, value), HTTPS);

    assertThat(proxy.type()).isEqualTo(Proxy.Type.HTTP);
    assertThat(((InetSocketAddress) proxy.address()).getHostString()).isEqualTo(host);
    assertThat(((InetSocketAddress) proxy.address()).getPort()).isEqualTo(port);
    assertThat(proxy(Map.of(name, value), HTTP)).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void takesTheUpperCaseOfHttpFromNobody() {
    assertThat(proxy(Map.of("http_proxy", "p:1"), HTTP).type()).isEqualTo(Proxy.Type.HTTP);
    assertThat(proxy(Map.of("HTTP_PROXY", "p:1"), HTTP)).isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "files.a.example",
        "a.example",
        ".a.example",
        "*.a.example",
        "b.example, A.EXAMPLE",
        "a.example:8443"
      })
  void leavesOutWhatNoProxyNames(String value) {
    URI uri = URI.create("https://files.a.example:8443/x");

    for (String name : new String[] {"no_proxy", "NO_PROXY"}) {
      assertThat(proxy(Map.of("https_proxy", "p:1", name, value), uri)).isEqualTo(Proxy.NO_PROXY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "example.org", "les.a.example", "a.example:1"})
  void usesTheProxyForOthers(String value) {
    assertThat(proxy(Map.of("https_proxy", "p:1", "no_proxy", value), HTTPS).type())
        .isEqualTo(Proxy.Type.HTTP);
  }

  @Test
  void leavesTheChoiceToTheJvmIfItHasSettings() {
    Map<String, String> environment = Map.of("https_proxy", "p:1");
    ProxySelector jvm = ProxySelector.of(InetSocketAddress.createUnresolved("jvm.example", 2));
    Properties properties = new Properties();

    assertThat(new EnvironmentProxies(environment, properties, jvm).select(HTTPS))
        .isEqualTo(jvm.select(HTTPS));
    properties.setProperty("https.proxyHost", "jvm.example");
    assertThat(new EnvironmentProxies(environment, properties, DIRECT).select(HTTPS))
        .containsExactly(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"socks5://me:hush@p:1", "http://me:hush@", "http://me:hush@p:99999", "hush hush"})
  void refusesOtherValuesWithoutShowingThem(String value) {
    assertThatThrownBy(() -> proxy(Map.of("HTTPS_PROXY", value), HTTPS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the environment variable HTTPS_PROXY is not a proxy, wanted http://HOST:PORT")
        .hasNoCause();
  }

  private static Proxy proxy(Map<String, String> environment, URI uri) {
    return new EnvironmentProxies(environment, new Properties(), DIRECT).select(uri).get(0);
  }
}
