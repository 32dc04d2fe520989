package org.xipline.runtime.azure;

import com.azure.storage.blob.BlobUrlParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where blobs are: {@code azure:CONTAINER[/PREFIX]}, or {@code
 * azure:https://ACCOUNT.blob…/CONTAINER[/PREFIX]} with or without a shared access signature.
 *
 * @param container its name
 * @param prefix that all names begin with: empty, or ending in a slash
 * @param access how to be let in
 */
record AzureLocation(String container, String prefix, AzureAccess access) {
  static final String SCHEME = "azure:";

  private static final String CONNECTION_STRING = "AZURE_STORAGE_CONNECTION_STRING";
  private static final String SAS_TOKEN = "AZURE_STORAGE_SAS_TOKEN";
  private static final String FILE = "_FILE";
  private static final Pattern CONTAINER = Pattern.compile("[a-z0-9](-?[a-z0-9]){2,62}");

  AzureLocation {
    if (!CONTAINER.matcher(container).matches()) {
      throw new IllegalArgumentException(
          "not the name of a container in azure: '"
              + container
              + "'; it is 3 to 63 lower-case letters, digits and single hyphens");
    }
    prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /**
   * Reads it.
   *
   * @param environment secrets under the names that Azure's own tools know: {@code
   *     AZURE_STORAGE_CONNECTION_STRING}, {@code AZURE_STORAGE_SAS_TOKEN}; the same with {@code
   *     _FILE} name a file that begins with it
   * @throws IllegalArgumentException if it is none; says what to write instead
   */
  static AzureLocation parse(String location, Map<String, String> environment) {
    if (!location.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "an Azure location must begin with azure:, unlike '" + location + "'");
    }
    String rest = location.substring(SCHEME.length());
    return rest.startsWith("https://") || rest.startsWith("http://")
        ? ofUrl(rest, environment)
        : ofName(rest, environment);
  }

  /** Whether a location that names no account can be used. */
  static boolean knowsAccount(Map<String, String> environment) {
    return !secret(CONNECTION_STRING, environment).isBlank();
  }

  private static AzureLocation ofName(String name, Map<String, String> environment) {
    String connectionString = secret(CONNECTION_STRING, environment);
    if (connectionString.isBlank()) {
      throw new IllegalArgumentException(
          ("azure:%s names no account: set %s, or use"
                  + " azure:https://ACCOUNT.blob.core.windows.net/%s")
              .formatted(name, CONNECTION_STRING, name));
    }
    int slash = name.indexOf('/');
    return new AzureLocation(
        slash < 0 ? name : name.substring(0, slash),
        slash < 0 ? "" : name.substring(slash + 1),
        new AzureAccess.ConnectionString(connectionString));
  }

  private static AzureLocation ofUrl(String url, Map<String, String> environment) {
    BlobUrlParts parts = BlobUrlParts.parse(url);
    String endpoint = endpointOf(url, parts);
    Optional<AzureAccess> signature =
        token(parts, environment)
            .map(token -> new AzureAccess.SharedAccessSignature(endpoint, token));
    return new AzureLocation(
        emptyIfAbsent(parts.getBlobContainerName()),
        emptyIfAbsent(parts.getBlobName()),
        signature.orElseGet(() -> new AzureAccess.DefaultIdentity(endpoint)));
  }

  /** Scheme, host and, where the host does not name it, account. */
  private static String endpointOf(String url, BlobUrlParts parts) {
    int path = url.indexOf('/', url.indexOf("//") + 2);
    String authority = path < 0 ? url : url.substring(0, path);
    boolean accountInPath =
        path >= 0 && url.startsWith("/" + emptyIfAbsent(parts.getAccountName()) + "/", path);
    return accountInPath ? authority + "/" + parts.getAccountName() : authority;
  }

  private static Optional<String> token(BlobUrlParts parts, Map<String, String> environment) {
    String inUrl = parts.getCommonSasQueryParameters().encode();
    String token = inUrl.isEmpty() ? secret(SAS_TOKEN, environment) : inUrl;
    return Optional.of(token.startsWith("?") ? token.substring(1) : token)
        .filter(it -> !it.isBlank());
  }

  private static String secret(String name, Map<String, String> environment) {
    String file = environment.getOrDefault(name + FILE, "");
    if (file.isEmpty()) {
      return environment.getOrDefault(name, "");
    }
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines.findFirst().orElse("");
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(name + FILE + ": cannot read " + file, e);
    }
  }

  private static String emptyIfAbsent(@Nullable String value) {
    return value == null ? "" : value;
  }
}
