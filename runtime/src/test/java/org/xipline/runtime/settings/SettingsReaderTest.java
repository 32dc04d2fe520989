package org.xipline.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final Setting<Integer> THREADS =
      Setting.of("work.threads", SettingType.number(1, 64), "4", "How many at once.");
  private static final Setting<Duration> PATIENCE =
      Setting.of(
          "work.patience",
          SettingType.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          "20s",
          "How long it waits.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "work.timeout",
          SettingType.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          "1m",
          "How long it may take.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.of("work.password", SettingType.secretText().optional(), "", "For the log-in.");
  private static final Setting<String> BROKERS =
      Setting.required("kafka.bootstrap.servers", SettingType.text("HOST:PORT"), "The brokers.");
  private static final Setting<Integer> OTHERS =
      Setting.required("other.number", SettingType.number(0, 9), "Of another process.");

  private static final SettingsCatalogue WORK =
      SettingsCatalogue.of("work", BROKERS, THREADS, PATIENCE, TIMEOUT, PASSWORD)
          .with(
              new SettingsRule(
                  List.of(PATIENCE, TIMEOUT),
                  it -> it.get(PATIENCE).compareTo(it.get(TIMEOUT)) < 0,
                  "patience outlasts the timeout",
                  "make it shorter"));
  private static final SettingsReader READER =
      new SettingsReader(
          List.of(WORK, SettingsCatalogue.of("other", OTHERS)), Set.of("enable.auto.commit"));

  @TempDir private Path directory;

  @Test
  void shouldLetEnvironmentWinOverFileAndFlagsOverBoth() throws Exception {
    // Given
    Path file =
        file(
            """
            kafka.bootstrap.servers=file:1
            work.threads=1
            work.patience=1s
            """);
    var environment = Map.of("XIPLINE_WORK_THREADS", "2", "XIPLINE_WORK_PATIENCE", "2s");
    var flags = List.of("work.patience=0h3s");

    // When
    Settings settings = read(Optional.of(file), environment, flags);

    // Then
    assertThat(settings.get(BROKERS)).isEqualTo("file:1");
    assertThat(settings.get(THREADS)).isEqualTo(2);
    assertThat(settings.get(PATIENCE)).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.get(TIMEOUT)).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.get(PASSWORD)).isEmpty();
  }

  @Test
  void shouldSayEverythingThatIsWrongAtOnceAndWhere() throws Exception {
    Path file =
        file(
            """
            # A comment.
            work.threads=many
            wrok.patience=3s
            kafka.enable.auto.commit=true
            """);
    var environment =
        Map.of("XIPLINE_WORK_TIMEOUT", "3d", "XIPLINE_NOTHING", "x", "XIPLINE_JAVA_OPTS", "-Xmx1g");

    assertThatThrownBy(() -> read(Optional.of(file), environment, List.of("gibberish")))
        .isInstanceOf(SettingsException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains(
            "work.threads (" + file + ", line 2): \"many\" cannot be used; it must be 1 to 64",
            "work.timeout (environment): \"3d\" cannot be used; it must be a time from 1s to 1h",
            "kafka.bootstrap.servers (not set): it is required; set it to HOST:PORT, in the file,"
                + " as XIPLINE_KAFKA_BOOTSTRAP_SERVERS or with --set",
            "wrok.patience (" + file + ", line 3): there is no such setting",
            "XIPLINE_NOTHING (environment): there is no such setting",
            "kafka.enable.auto.commit (" + file + ", line 4): xipline sets this property itself",
            "--set (--set): \"gibberish\"; write it as key=value")
        .doesNotContain("JAVA_OPTS")
        .hasLineCount(7);
  }

  @Test
  void shouldLookAtSettingsTogetherWhenEachIsGood() {
    assertThatThrownBy(() ->
            read(
                Optional.empty(),
                Map.of("XIPLINE_KAFKA_BOOTSTRAP_SERVERS", "b:1"),
                List.of("work.patience=2m")))
        .hasMessage(
            "work.patience and work.timeout (--set and not set): patience outlasts the timeout;"
                + " make it shorter");
  }

  @Test
  void shouldHandKafkaPropertiesOnAsTheyAre() throws Exception {
    // Given
    Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
    var environment =
        Map.of(
            "XIPLINE_KAFKA_BOOTSTRAP_SERVERS", "b:1",
            "XIPLINE_KAFKA_SECURITY_PROTOCOL", "SSL",
            "XIPLINE_KAFKA_SSL_KEYSTORE_PASSWORD_FILE", password.toString(),
            "XIPLINE_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE", "/assertion");
    Path file = file("kafka.client.rack=west\nkafka.ssl.key.password-file=" + password + "\n");

    // When
    Settings settings =
        read(Optional.of(file), environment, List.of("kafka.security.protocol=SASL_SSL"));

    // Then
    assertThat(settings.kafkaProperties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "security.protocol", "SASL_SSL",
                "ssl.keystore.password", "s3cret",
                "ssl.key.password", "s3cret",
                "sasl.oauthbearer.assertion.file", "/assertion",
                "client.rack", "west"));
    assertThat(settings).asString().doesNotContain("s3cret");
  }

  @Test
  void shouldTakeSecretsFromTheirFilesAndNeverShowThem() throws Exception {
    // Given
    Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
    Path file = file("kafka.bootstrap.servers=b:1\nwork.password-file=" + password + "\n");

    // When
    Settings settings = read(Optional.of(file), Map.of(), List.of());

    // Then
    assertThat(settings.get(PASSWORD)).contains(new Secret("s3cret"));
    assertThat(settings.get(PASSWORD)).asString().doesNotContain("s3cret");
  }

  @Test
  void shouldLetTheHigherSourceWinBetweenSecretAndItsFile() throws Exception {
    Path file = file("kafka.bootstrap.servers=b:1\nwork.password-file=/nowhere\n");

    Settings settings =
        read(Optional.of(file), Map.of("XIPLINE_WORK_PASSWORD", "direct"), List.of());

    assertThat(settings.get(PASSWORD)).contains(new Secret("direct"));
  }

  @Test
  void shouldRefuseSecretAndItsFileInOneSourceAndFilesThatAreAbsent() {
    assertThatThrownBy(() ->
            read(
                Optional.of(directory.resolve("absent")),
                Map.of(
                    "XIPLINE_KAFKA_BOOTSTRAP_SERVERS", "b:1",
                    "XIPLINE_KAFKA_SASL_JAAS_CONFIG_FILE", "/nowhere"),
                List.of("work.password=s3cret", "work.password-file=/nowhere")))
        .extracting(Throwable::getMessage)
        .asString()
        .contains("--config (" + directory.resolve("absent") + "): the file cannot be read")
        .contains("work.password (--set): it is set directly and as work.password-file")
        .contains("kafka.sasl.jaas.config-file (environment): cannot read \"/nowhere\"")
        .doesNotContain("s3cret");
  }

  @Test
  void shouldLeaveSettingsOfOtherProcessesAlone() throws Exception {
    Path file = file("kafka.bootstrap.servers=b:1\nother.number=out of range\n");

    assertThat(read(Optional.of(file), Map.of(), List.of()).get(THREADS)).isEqualTo(4);
  }

  @Test
  void shouldReadTextsAsTheyStand() throws Exception {
    Path file = file("kafka.bootstrap.servers=${x}\nkafka.client.rack=Übersee \\u00e4\n");

    Settings settings = read(Optional.of(file), Map.of(), List.of());

    assertThat(settings.get(BROKERS)).isEqualTo("${x}");
    assertThat(settings.kafkaProperties()).containsEntry("client.rack", "Übersee ä");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("xipline.properties"), text);
  }

  private static Settings read(
      Optional<Path> file, Map<String, String> environment, List<String> flags)
      throws SettingsException {
    return READER.read(new SettingsSources(file, environment, flags), List.of(WORK));
  }
}
