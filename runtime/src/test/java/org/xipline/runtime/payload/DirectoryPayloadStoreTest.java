package org.xipline.runtime.payload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.schemas.payload.PayloadKey;

class DirectoryPayloadStoreTest implements PayloadStoreContract {
  @TempDir private Path directory;
  private PayloadStore store;

  @BeforeEach
  void open() throws IOException {
    store = new DirectoryPayloadStore(directory);
  }

  @Override
  public PayloadStore store() {
    return store;
  }

  @Override
  public void damage(PayloadKey key) throws IOException {
    String name = key.value().substring(key.value().lastIndexOf('/') + 1);
    try (var files = Files.walk(directory)) {
      Path file = files.filter(it -> it.endsWith(name)).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1;
      Files.write(file, bytes);
    }
  }
}
