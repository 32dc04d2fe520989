package org.xipline.convert.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceNameTest {
  private static final InstanceName NAME = new InstanceName("xipline-convert-a");

  @Test
  void shouldKnowTheNamesOfItsThreads() {
    assertThat(NAME.ofThread(12)).isEqualTo("xipline-convert-a-12");
    assertThat(NAME.threadIn("xipline-convert-a-12")).isEqualTo(OptionalInt.of(12));
  }

  @Test
  void shouldGiveAThreadTheSameTransactionalIdAtEachStart() {
    assertThat(NAME.transactionalId("xipline-convert-1f0a-47c3-2"))
        .isEqualTo(NAME.transactionalId("xipline-convert-9b2e-88d1-2"))
        .isEqualTo("xipline-convert-a-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xipline-convert-a",
        "xipline-convert-a-",
        "xipline-convert-a-b-1",
        "xipline-convert-ab-1",
        "xipline-convert-a-1234567890",
        "other-1"
      })
  void shouldNotTakeTheNamesOfOthersForItsOwn(String name) {
    assertThat(NAME.threadIn(name)).isEmpty();
  }
}
