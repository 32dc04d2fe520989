package org.xipline.ingest.drop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.identity.ArchiveId;

class ShownNamesTest {
  private static final ArchiveId ARCHIVE = new ArchiveId("0123456789abcdef".repeat(4));

  @Test
  void shouldLeaveAnOrdinaryNameAsItIs() {
    assertThat(ShownNames.of("Tägliche Ablage 2026-11-20 (1) 📦.xip"))
        .isEqualTo("Tägliche Ablage 2026-11-20 (1) 📦.xip");
  }

  @Test
  void shouldWriteWhatCannotBePrintedAsItsBytes() {
    assertThat(ShownNames.of("a\nb\r\t\u0000.xip")).isEqualTo("a%0Ab%0D%09%00.xip");
    assertThat(ShownNames.of("a\u2028b\u202Ec")).isEqualTo("a%E2%80%A8b%E2%80%AEc");
    assertThat(ShownNames.of(NameBytes.decode(new byte[] {'a', (byte) 0xE4, (byte) 0xC3})))
        .isEqualTo("a%E4%C3");
  }

  @Test
  void shouldTurnEveryNameBackIntoItsBytes() {
    var random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      assertThat(NameBytes.encode(NameBytes.decode(bytes))).isEqualTo(bytes);
    }
    String valid = "ä€📦\uD83D\uDE00";
    assertThat(NameBytes.decode(valid.getBytes(UTF_8))).isEqualTo(valid);
  }

  @Test
  void shouldLeaveRoomForAReasonFile() {
    assertThat(ShownNames.fits("a".repeat(243))).isTrue();
    assertThat(ShownNames.fits("ä".repeat(122))).isFalse();
    String named = ShownNames.withId("📦".repeat(100) + ".xip", ARCHIVE);
    assertThat(named).endsWith("." + ARCHIVE.hex() + ".xip");
    assertThat(named.getBytes(UTF_8)).hasSizeBetween(238, 243);
    assertThat(ShownNames.withId("no-ending", ARCHIVE)).isEqualTo("no-ending." + ARCHIVE.hex());
    assertThat(ShownNames.withId(".hidden", ARCHIVE)).isEqualTo(".hidden." + ARCHIVE.hex());
    assertThat(ShownNames.withId("a." + "b".repeat(20), ARCHIVE))
        .isEqualTo("a." + "b".repeat(20) + "." + ARCHIVE.hex());
  }
}
