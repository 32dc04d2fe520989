package org.xipline.runtime.azure;

import com.azure.storage.blob.BlobContainerClientBuilder;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * Which blobs a location means, however it is written.
 *
 * @param container account and name, as a URL in lower case; without the scheme, as {@code http}
 *     and {@code https} lead to the same blobs
 * @param prefix that all names begin with: empty, or ending in a slash
 */
public record CanonicalAzureLocation(String container, String prefix) {

  /** Of what names no account where none is known to this process. */
  private static final String UNKNOWN_ACCOUNT = "?";

  /**
   * Finds it out; asks nobody.
   *
   * @param environment where the connection string is looked for that a location without an account
   *     goes by; without one it is compared with others of that form alone
   * @throws IllegalArgumentException if the location is none
   */
  public static CanonicalAzureLocation of(String location, Map<String, String> environment) {
    String rest = location.substring(AzureLocation.SCHEME.length());
    if (!rest.contains("://") && !AzureLocation.knowsAccount(environment)) {
      int slash = rest.indexOf('/');
      return new CanonicalAzureLocation(
          UNKNOWN_ACCOUNT + "/" + (slash < 0 ? rest : rest.substring(0, slash)),
          slash < 0 ? "" : withSlash(rest.substring(slash + 1)));
    }
    AzureLocation found = AzureLocation.parse(location, environment);
    String endpoint =
        switch (found.access()) {
          case AzureAccess.ConnectionString(var value) -> endpointOf(value, found.container());
          case AzureAccess.SharedAccessSignature(var at, _) -> at + "/" + found.container();
          case AzureAccess.DefaultIdentity(var at) -> at + "/" + found.container();
        };
    return new CanonicalAzureLocation(canonical(URI.create(endpoint)), found.prefix());
  }

  private static String endpointOf(String connectionString, String container) {
    return new BlobContainerClientBuilder()
        .connectionString(connectionString)
        .containerName(container)
        .buildClient()
        .getBlobContainerUrl();
  }

  private static String canonical(URI url) {
    return (url.getRawAuthority() + url.getRawPath()).toLowerCase(Locale.ROOT);
  }

  private static String withSlash(String prefix) {
    return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }
}
