package org.xipline.console.rehearsal;

import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class RehearsalTest {

  /** It fails where a command ends otherwise than it should. */
  @Test
  void shouldRunEveryCommandThatReadsArchives() {
    assertThatNoException().isThrownBy(() -> Rehearsal.main(new String[0]));
  }
}
