package org.xipline.importer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xipline.importer.imap.ImapLocation;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.runtime.settings.Secret;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;

/** Settings of the way to an IMAP server, as operators say them. */
public final class ImapKeys {
  private static final ConnectionSettings DEFAULT = ConnectionSettings.DEFAULT;

  public static final Setting<Optional<String>> AUTH =
      Setting.of(
          "imap.auth",
          SettingType.text("master:NAME, passwords:FILE or xoauth2").optional(),
          "",
          "How to log in to the IMAP server.");

  public static final Setting<Optional<Secret>> PASSWORD =
      Setting.of(
          "imap.password",
          SettingType.secretText().optional(),
          "",
          "The password for" + " `master:NAME`.");

  public static final Setting<Optional<Path>> TRUST =
      Setting.of(
          "imap.trust",
          SettingType.path().optional(),
          "",
          "A PEM file with the authorities that are trusted to issue the IMAP server's"
              + " certificate. Default: those that Java trusts.");

  public static final Setting<Set<String>> SERVERS =
      Setting.of(
          "imap.servers",
          new SettingType<>(
              "locations of IMAP servers, comma-separated", false, ImapKeys::locations),
          "",
          "Additional IMAP servers that connectors may name, in the form `imaps://HOST:PORT`."
              + " Servers on this machine need not be listed.");

  public static final Setting<Integer> MAX_CONNECTIONS =
      Setting.of(
          "imap.max-connections",
          SettingType.number(1, 10_000),
          String.valueOf(DEFAULT.maxConnections()),
          "The number of open connections to a server, including idle ones. More than"
              + " `import.max-lanes` has no effect.");

  public static final Setting<Duration> CONNECT_TIMEOUT =
      timeout(
          "connect-timeout",
          DEFAULT.connectTimeout(),
          "The timeout for opening a" + " connection.");

  public static final Setting<Duration> READ_TIMEOUT =
      timeout("read-timeout", DEFAULT.readTimeout(), "How long to wait for data from the server.");

  public static final Setting<Duration> WRITE_TIMEOUT =
      timeout(
          "write-timeout",
          DEFAULT.writeTimeout(),
          "How long to wait while the server" + " accepts no data.");

  public static final Setting<Duration> IDLE_TIMEOUT =
      timeout("idle-timeout", DEFAULT.idleTimeout(), "How long an idle connection stays open.");

  private ImapKeys() {}

  /** How connections are kept, as it was said. */
  public static ConnectionSettings connections(Settings settings) {
    return new ConnectionSettings(
        settings.get(MAX_CONNECTIONS),
        settings.get(CONNECT_TIMEOUT),
        settings.get(READ_TIMEOUT),
        settings.get(WRITE_TIMEOUT),
        settings.get(IDLE_TIMEOUT),
        DEFAULT.refusalFinalAfter());
  }

  private static Set<String> locations(String text) {
    return Stream.of(text.split(","))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .map(ImapKeys::location)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String location(String text) {
    String location = MailboxServers.canonical(text);
    var _ = ImapLocation.parse(location);
    return location;
  }

  private static Setting<Duration> timeout(String name, Duration fallback, String meaning) {
    return Setting.of(
        "imap." + name,
        SettingType.duration(Duration.ofMillis(1), Duration.ofDays(1)),
        SettingType.written(fallback),
        meaning);
  }
}
