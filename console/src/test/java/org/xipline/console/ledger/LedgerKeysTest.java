package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xipline.console.ledger.LedgerSettings.Keeping;
import org.xipline.runtime.settings.SettingsException;
import org.xipline.runtime.settings.SettingsReader;
import org.xipline.runtime.settings.SettingsSources;

class LedgerKeysTest {
  private static final Path DIRECTORY = Path.of("state");

  @Test
  void shouldBeTheLedgerOfTheInstallationUnlessSomethingElseIsSaid() throws SettingsException {
    assertThat(read(Map.of())).isEqualTo(LedgerSettings.in(DIRECTORY));
  }

  @Test
  void shouldKeepAsManyCopiesAndWaitAsLongAsOperatorsSay() throws SettingsException {
    assertThat(
            read(
                Map.of(
                    "XIPLINE_LEDGER_STANDBY_REPLICAS", "2", "XIPLINE_LEDGER_START_TIMEOUT", "5m")))
        .isEqualTo(new LedgerSettings(Keeping.SHARED, DIRECTORY, Duration.ofMinutes(5), 2));
  }

  private static LedgerSettings read(Map<String, String> environment) throws SettingsException {
    var sources = new SettingsSources(Optional.empty(), environment, List.of());
    var catalogues = List.of(LedgerKeys.CATALOGUE);
    return LedgerKeys.read(
        new SettingsReader(catalogues, Set.of()).read(sources, catalogues), DIRECTORY);
  }
}
