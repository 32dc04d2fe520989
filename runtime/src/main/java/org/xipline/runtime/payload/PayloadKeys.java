package org.xipline.runtime.payload;

import java.io.IOException;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;

/** Settings of the payload store. */
public final class PayloadKeys {
  public static final Setting<String> STORE =
      Setting.required(
          "payloads.store",
          SettingType.of(
              "directory:PATH, azure:CONTAINER[/PREFIX] or azure:https://HOST/CONTAINER[/PREFIX]",
              PayloadStores::checked),
          "Where payloads are stored between the stages. Use the same value for every process of"
              + " a cluster. Azure secrets come from the environment variables"
              + " AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_SAS_TOKEN, or from a file"
              + " named by the same variable with the suffix _FILE. Without them, the identity"
              + " of the process is used.");

  public static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of("Payloads", STORE);

  private PayloadKeys() {}

  /**
   * Opens the store that is meant.
   *
   * @throws IOException if it cannot be reached
   */
  public static PayloadStore open(Settings settings) throws IOException {
    return PayloadStores.open(settings.get(STORE), System.getenv());
  }
}
