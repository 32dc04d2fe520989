package org.xipline.console.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.convert.ConvertKeys;
import org.xipline.convert.ConvertSettings;
import org.xipline.importer.ImportKeys;
import org.xipline.importer.ImportSettings;
import org.xipline.ingest.IngestKeys;
import org.xipline.ingest.IngestSettings;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsException;
import org.xipline.runtime.settings.SettingsSources;
import org.xipline.runtime.settings.SettingsTable;

class ClusterSettingsTest {
  private static final List<String> REQUIRED =
      List.of(
          "kafka.bootstrap.servers=broker:9092",
          "payloads.store=directory:/payloads",
          "mailboxes=maildir:/mail");

  @Test
  void shouldBeDocumentedAsTheyAre() throws Exception {
    String table = SettingsTable.of(ClusterSettings.all());
    Path generated = Files.writeString(Path.of("target/settings.md"), table);

    assertThat(Files.readString(Path.of("../docs/settings.md")))
        .as("docs/settings.md must end with what is in console/%s", generated)
        .endsWith("\n" + table);
  }

  @Test
  void shouldHaveEachKeyOnceAndAnEnvironmentNameOfItsOwn() {
    var settings = ClusterSettings.all().stream().flatMap(it -> it.settings().stream()).toList();

    assertThat(settings).extracting(Setting::key).doesNotHaveDuplicates();
    assertThat(settings).extracting(Setting::environmentName).doesNotHaveDuplicates();
  }

  @Test
  void shouldBeWhatTheComposeFileSays() throws Exception {
    Set<String> known =
        ClusterSettings.all().stream()
            .flatMap(it -> it.settings().stream())
            .map(Setting::environmentName)
            .collect(Collectors.toSet());

    List<String> said =
        Pattern.compile("XIPLINE_[A-Z_]+")
            .matcher(Files.readString(Path.of("../docker-compose.yml")))
            .results()
            .map(it -> it.group().replaceFirst("_FILE$", ""))
            .toList();

    assertThat(said).isNotEmpty().isSubsetOf(known);
  }

  @ParameterizedTest
  @EnumSource
  void shouldTakeItsDefaults(ClusterService service) throws Exception {
    Settings settings = ClusterSettings.of(service, flags(REQUIRED));

    assertThat(settings.kafkaProperties()).isEmpty();
  }

  @Test
  void shouldStartFromWhatTheServicesCallTheirDefaults() throws Exception {
    Path state = Path.of("state");

    assertThat(
            IngestKeys.read(ClusterSettings.of(ClusterService.INGEST, flags(REQUIRED)), "embedded"))
        .isEqualTo(IngestSettings.embedded(ArchiveLimits.DEFAULT));
    assertThat(ConvertKeys.read(ClusterSettings.of(ClusterService.CONVERT, flags(REQUIRED)), state))
        .isEqualTo(ConvertSettings.defaults(state));
    assertThat(ImportKeys.read(ClusterSettings.of(ClusterService.IMPORT, flags(REQUIRED))))
        .isEqualTo(ImportSettings.DEFAULT);
  }

  @Test
  void shouldTakeTheLimitsOfArchives() throws Exception {
    var said = new ArrayList<>(REQUIRED);
    said.addAll(List.of("ingest.max-entries=7", "ingest.refuse-case-collisions=true"));

    ArchiveLimits limits =
        IngestKeys.read(ClusterSettings.of(ClusterService.INGEST, flags(said)), "a").limits();

    assertThat(limits.maxEntries()).isEqualTo(7);
    assertThat(limits.refuseCaseCollisions()).isTrue();
    assertThat(limits.maxRatio()).isEqualTo(ArchiveLimits.DEFAULT.maxRatio());
  }

  @Test
  void shouldDemandOnlyWhatAServiceNeeds() {
    assertThatThrownBy(() -> ClusterSettings.of(ClusterService.CONVERT, flags(List.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("kafka.bootstrap.servers")
        .hasMessageContaining("payloads.store")
        .hasMessageNotContaining("mailboxes");
  }

  private static SettingsSources flags(List<String> flags) {
    return new SettingsSources(Optional.empty(), Map.of(), flags);
  }
}
