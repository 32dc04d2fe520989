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
          "Where payloads are kept between the stages; the same for every process of a cluster."
              + " Azure's secrets are in the environment: AZURE_STORAGE_CONNECTION_STRING,"
              + " AZURE_STORAGE_SAS_TOKEN, or in a file that the same with _FILE names; or it is the"
              + " process's identity.");

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
