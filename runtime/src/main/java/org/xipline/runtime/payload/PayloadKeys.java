package org.xipline.runtime.payload;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;

/** Settings of the payload store. */
public final class PayloadKeys {
  private static final String DIRECTORY = "directory:";

  public static final Setting<Path> STORE =
      Setting.required(
          "payloads.store",
          SettingType.of("directory:PATH", PayloadKeys::directory),
          "Where payloads are kept between the stages; the same for every process of a cluster.");

  public static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of("Payloads", STORE);

  private PayloadKeys() {}

  /**
   * Opens the store that is meant.
   *
   * @throws IOException if it cannot be reached
   */
  public static PayloadStore open(Settings settings) throws IOException {
    return new DirectoryPayloadStore(settings.get(STORE));
  }

  private static Path directory(String text) {
    if (!text.startsWith(DIRECTORY) || text.length() == DIRECTORY.length()) {
      throw new IllegalArgumentException("no store: " + text);
    }
    try {
      return Path.of(text.substring(DIRECTORY.length())).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
