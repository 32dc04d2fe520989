package org.xipline.archive.verification;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real and hostile archives, which stand beside a checkout and not in it. */
public final class SampleFiles {
  private static final Path ROOT = Path.of("..", "..", "shared", "samples");

  private SampleFiles() {}

  /** A file or folder of the samples; the test is skipped where they are absent. */
  public static Path find(String path) {
    assumeTrue(Files.isDirectory(ROOT), "the sample archives (../shared/samples) are not here");
    return ROOT.resolve(path);
  }
}
