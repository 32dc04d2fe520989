package org.xipline.runtime.process;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;

/** Settings that every process has. */
public final class ProcessKeys {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  /** Empty for the host's name. */
  public static final Setting<Optional<String>> INSTANCE =
      Setting.of(
          "instance",
          SettingType.of("letters, digits, dots, dashes", ProcessKeys::name).optional(),
          "",
          "The name of this instance. It must be unique within its service and stay the same"
              + " after a restart. Default: the host name.");

  public static final Setting<Path> STATE_DIRECTORY =
      Setting.of(
          "state.directory",
          SettingType.path(),
          "xipline-state",
          "The directory for local state, which can be rebuilt from the brokers. Each process"
              + " uses a subdirectory named after its service and instance.");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of("Every process", INSTANCE, STATE_DIRECTORY);

  private ProcessKeys() {}

  /** Name of this process among its like. */
  static String instance(Settings settings) {
    return settings.get(INSTANCE).orElseGet(ProcessKeys::hostName);
  }

  private static String hostName() {
    try {
      return name(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("this host has no name: set " + INSTANCE.key(), e);
    }
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not a valid instance name: " + text);
    }
    return text;
  }
}
