package org.xipline.console.rehearsal;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotTrainingTest {

  /** It fails where a command ends otherwise than it should. */
  @Test
  void shouldRunEveryCommandThatReadsArchives(@TempDir Path directory) throws IOException {
    String[] arguments = {directory.toString()};
    AotTrainingSamples.main(arguments);
    assertThatNoException().isThrownBy(() -> AotTraining.main(arguments));
  }
}
