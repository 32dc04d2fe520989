package org.xipline.console.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
  @TempDir private Path directory;

  @Test
  void shouldNameTheProcessThatHasTheDirectory() throws Exception {
    // Given
    var data = new DataDirectory(directory.resolve("data"));
    try (var _ = DataLock.take(data)) {

      // When
      assertThatThrownBy(() -> DataLock.take(data))

          // Then
          .isInstanceOf(DataDirectoryBusyException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data");
    }
  }

  @Test
  void shouldBeFreeAgainWhenItIsGivenBack() throws Exception {
    // Given
    var data = new DataDirectory(directory);
    DataLock.take(data).close();

    // When
    try (var _ = DataLock.take(data)) {

      // Then
      assertThat(Files.readString(data.lockFile()))
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }
  }
}
