package org.xipline.runtime.payload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.xipline.runtime.azure.AzureContainer;

/** Payload stores by where they are. */
public final class PayloadStores {
  private static final String DIRECTORY = "directory:";

  private PayloadStores() {}

  /**
   * Opens one, creating it where it is absent.
   *
   * @param location {@code directory:PATH}, or a place in Azure as {@link AzureContainer#open}
   *     takes it
   * @param environment where secrets of stores that need any are looked for
   * @throws IllegalArgumentException if the location is none; says what to write
   * @throws IOException if the store cannot be had
   */
  public static PayloadStore open(String location, Map<String, String> environment)
      throws IOException {
    return AzureContainer.isNamedBy(checked(location))
        ? new AzurePayloadStore(AzureContainer.open(location, environment))
        : new DirectoryPayloadStore(Path.of(location.substring(DIRECTORY.length())));
  }

  /**
   * The location, as it is.
   *
   * @throws IllegalArgumentException if no store is named like that; says what to write
   */
  static String checked(String location) {
    if (AzureContainer.isNamedBy(location)
        || (location.startsWith(DIRECTORY) && location.length() > DIRECTORY.length())) {
      return location;
    }
    throw new IllegalArgumentException(
        "not a payload store: '"
            + location
            + "'; use directory:PATH, azure:CONTAINER[/PREFIX] or"
            + " azure:https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX]");
  }
}
