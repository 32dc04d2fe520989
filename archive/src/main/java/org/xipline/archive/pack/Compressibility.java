package org.xipline.archive.pack;

import java.util.zip.Deflater;

/**
 * Tells content that nothing makes smaller, as pictures, recordings and archives are, by a few
 * samples and a quick method: xz would work on it longest, for nothing.
 */
final class Compressibility {
  private static final int SAMPLES = 8;
  private static final int SAMPLE_BYTES = 16 << 10;
  private static final double WORTHWHILE = 0.98;

  private Compressibility() {}

  /** Whether at least one of the samples becomes smaller. What is short is worth a try. */
  static boolean isLikely(byte[] content, int length) {
    if (length < SAMPLES * SAMPLE_BYTES) {
      return true;
    }
    try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
      long stride = (length - SAMPLE_BYTES) / (SAMPLES - 1);
      for (int i = 0; i < SAMPLES; i++) {
        if (packedBytes(deflater, content, (int) (i * stride)) < WORTHWHILE * SAMPLE_BYTES) {
          return true;
        }
      }
    }
    return false;
  }

  private static long packedBytes(Deflater deflater, byte[] content, int offset) {
    deflater.reset();
    deflater.setInput(content, offset, SAMPLE_BYTES);
    deflater.finish();
    byte[] packed = new byte[2 * SAMPLE_BYTES];
    return deflater.deflate(packed);
  }
}
