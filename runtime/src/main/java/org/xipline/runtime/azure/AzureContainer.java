package org.xipline.runtime.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;
import java.util.Map;

/**
 * A container, or the part of one under a prefix. Its client speaks through the JDK's HTTP client;
 * each request has a bound on tries and on time.
 *
 * @param client of the whole container
 * @param prefix that all names of this part begin with: empty, or ending in a slash
 * @param signature a secret: the shared access signature that the client uses; empty for none
 */
public record AzureContainer(BlobContainerClient client, String prefix, String signature) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Whether a location is one in Azure. */
  public static boolean isNamedBy(String location) {
    return location.startsWith(AzureLocation.SCHEME);
  }

  /**
   * Opens it, and creates it where it is absent.
   *
   * @param location {@code azure:CONTAINER[/PREFIX]} with the account's connection string in {@code
   *     AZURE_STORAGE_CONNECTION_STRING}; or {@code azure:https://ACCOUNT.blob…/CONTAINER[/PREFIX]}
   *     with a shared access signature behind it or in {@code AZURE_STORAGE_SAS_TOKEN}, and without
   *     one under the process's default identity
   * @param environment where the secrets are looked for
   * @throws IllegalArgumentException if the location cannot be used; says what to write
   * @throws AzureStorageException if the container cannot be had; says what to do
   */
  public static AzureContainer open(String location, Map<String, String> environment)
      throws AzureStorageException {
    return open(AzureLocation.parse(location, environment), AzureRequests.DEFAULT);
  }

  static AzureContainer open(AzureLocation location, AzureRequests requests)
      throws AzureStorageException {
    var container =
        new AzureContainer(
            clientOf(location, requests), location.prefix(), location.access().signature());
    AzureStorageException.guard("open", container.url(), container::createWhereAbsent);
    return container;
  }

  /** Without secrets, for messages. */
  public String url() {
    return client.getBlobContainerUrl() + (prefix.isEmpty() ? "" : "/" + prefix);
  }

  /** A secret: where the service itself can read a blob of this container, to copy it. */
  public String readableUrl(BlobClient blob) {
    return signature.isEmpty() ? blob.getBlobUrl() : blob.getBlobUrl() + "?" + signature;
  }

  @Override
  public String toString() {
    return url();
  }

  /** A signature may allow blobs and not the container itself: so its blobs are asked for. */
  private Void createWhereAbsent() {
    var one = new ListBlobsOptions().setPrefix(prefix).setMaxResultsPerPage(1);
    try {
      boolean _ = client.listBlobs(one, null).iterator().hasNext();
    } catch (BlobStorageException e) {
      if (!BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
        throw e;
      }
      client.createIfNotExists();
    }
    return null;
  }

  private static BlobContainerClient clientOf(AzureLocation location, AzureRequests requests) {
    var builder =
        new BlobContainerClientBuilder()
            .httpClient(httpClient(requests))
            .retryOptions(retries(requests));
    switch (location.access()) {
      case AzureAccess.ConnectionString(var value) -> builder.connectionString(value);
      case AzureAccess.SharedAccessSignature(var endpoint, var token) ->
          builder.endpoint(endpoint).sasToken(token);
      case AzureAccess.DefaultIdentity(var endpoint) ->
          builder
              .endpoint(endpoint)
              .credential(
                  new DefaultAzureCredentialBuilder().httpClient(httpClient(requests)).build());
    }
    return builder.containerName(location.container()).buildClient();
  }

  private static HttpClient httpClient(AzureRequests requests) {
    return new JdkHttpClientBuilder()
        .connectionTimeout(CONNECT_TIMEOUT)
        .responseTimeout(requests.tryTimeout())
        .readTimeout(requests.tryTimeout())
        .writeTimeout(requests.tryTimeout())
        .build();
  }

  private static RequestRetryOptions retries(AzureRequests requests) {
    return new RequestRetryOptions(
        RetryPolicyType.EXPONENTIAL,
        requests.tries(),
        requests.tryTimeout(),
        requests.firstWait(),
        requests.longestWait(),
        null);
  }
}
