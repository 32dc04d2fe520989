package org.xipline.runtime.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Azure Blob Storage refused, or could not be reached: says what, where, and what to do. */
public final class AzureStorageException extends IOException {
  private static final long serialVersionUID = 1L;

  private AzureStorageException(String message, RuntimeException cause) {
    super(message, cause);
  }

  /** A request to the service, as its client library makes it. */
  @FunctionalInterface
  public interface Request<T> {
    T send();
  }

  /**
   * Sends a request.
   *
   * @param action as an operator would say it: {@code read}, {@code list} …
   * @param where URL without secrets
   * @throws AzureStorageException in place of whatever the library throws
   */
  public static <T extends @Nullable Object> T guard(
      String action, String where, Request<T> request) throws AzureStorageException {
    try {
      return request.send();
    } catch (RuntimeException e) {
      throw of(action, where, e);
    }
  }

  /** What the library threw, to be acted on. */
  public static AzureStorageException of(String action, String where, RuntimeException cause) {
    return new AzureStorageException(
        "cannot %s %s: %s".formatted(action, where, reason(cause)), cause);
  }

  private static String reason(RuntimeException cause) {
    return switch (cause) {
      case BlobStorageException refused -> answer(refused);
      case ClientAuthenticationException e ->
          firstLine(e)
              + "; provide an identity for the process, AZURE_STORAGE_SAS_TOKEN, or a connection"
              + " string";
      default ->
          "no answer (" + firstLine(cause) + "); check that the address is correct and reachable";
    };
  }

  private static String answer(BlobStorageException refused) {
    String code = "%d %s".formatted(refused.getStatusCode(), shown(refused.getErrorCode()));
    return switch (refused.getStatusCode()) {
      case 401, 403 ->
          code
              + ": access denied; the key may have changed, the signature may have expired, or"
              + " the identity may lack the role \"Storage Blob Data Contributor\"";
      case 404 -> code + ": check that it exists and that the name is correct";
      case 429, 500, 503 -> code + ": the service is busy; try again later";
      default -> code;
    };
  }

  private static String shown(@Nullable BlobErrorCode code) {
    return code == null ? "without a code" : code.toString();
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
