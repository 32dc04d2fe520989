package org.xipline.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompressibilityTest {
  private static final int LENGTH = 1 << 20;

  @Test
  void shouldGiveUpOnNoise() {
    assertThat(Compressibility.isLikely(noise(), LENGTH)).isFalse();
  }

  @Test
  void shouldTryWhatIsPartlyText() {
    byte[] content = noise();
    Arrays.fill(content, LENGTH / 3, LENGTH * 2 / 3, (byte) 'x');

    assertThat(Compressibility.isLikely(content, LENGTH)).isTrue();
  }

  @Test
  void shouldTryWhatIsShort() {
    assertThat(Compressibility.isLikely(noise(), 1_000)).isTrue();
  }

  private static byte[] noise() {
    byte[] noise = new byte[LENGTH];
    new Random(1).nextBytes(noise);
    return noise;
  }
}
