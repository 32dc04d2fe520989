package org.xipline.runtime.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadStoresTest {

  @Test
  void shouldOpenADirectory(@TempDir Path directory) throws IOException {
    // When
    try (PayloadStore store =
        PayloadStores.open("directory:" + directory.resolve("payloads"), Map.of())) {

      // Then
      assertThat(store).isInstanceOf(DirectoryPayloadStore.class);
      assertThat(directory.resolve("payloads")).isDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "directory:", "/srv/payloads", "s3://bucket"})
  void shouldSayWhatToWriteInPlaceOfALocationThatIsNone(String location) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadStores.open(location, Map.of()))
        .withMessageContaining("'" + location + "'")
        .withMessageContaining("directory:PATH");
  }
}
