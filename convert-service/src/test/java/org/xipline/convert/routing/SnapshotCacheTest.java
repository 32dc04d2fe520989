package org.xipline.convert.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadDamagedException;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Snapshot;

class SnapshotCacheTest {
  @TempDir Path folder;
  private PayloadStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = new DirectoryPayloadStore(folder);
  }

  @Test
  void shouldReadASnapshotOnceWhileItIsInUse() throws IOException {
    // Given
    Sha256 one = stored(1);
    Sha256 two = stored(2);
    Sha256 three = stored(3);
    var cache = new SnapshotCache(store, 2);
    Rules first = cache.rulesOf(one);

    // When
    cache.rulesOf(two);
    Rules again = cache.rulesOf(one);
    cache.rulesOf(three);

    // Then
    assertThat(again).isSameAs(first);
    assertThat(cache.rulesOf(one)).isSameAs(first);
    assertThat(first.limitBytes()).isEqualTo(1);
    store.delete(PayloadKey.ofSnapshot(two));
    assertThatThrownBy(() -> cache.rulesOf(two)).isInstanceOf(PayloadMissingException.class);
  }

  @Test
  void shouldNotBelieveASnapshotWithAnotherDigest() throws IOException {
    // Given
    Sha256 id = Sha256.digest(new byte[] {1});
    store.put(PayloadKey.ofSnapshot(id), out -> out.write(2));

    // When, then
    assertThatThrownBy(() -> new SnapshotCache(store, 1).rulesOf(id))
        .isInstanceOf(PayloadDamagedException.class);
  }

  @Test
  void shouldNotTakeOtherBytesForASnapshot() throws IOException {
    // Given
    byte[] text = "no snapshot".getBytes(UTF_8);
    Sha256 id = Sha256.digest(text);
    store.put(PayloadKey.ofSnapshot(id), out -> out.write(text));

    // When, then
    assertThatThrownBy(() -> new SnapshotCache(store, 1).rulesOf(id))
        .isInstanceOf(PayloadDamagedException.class);
  }

  private Sha256 stored(long limitBytes) throws IOException {
    Snapshot snapshot = Snapshot.newBuilder().setLimitBytes(limitBytes).build();
    Sha256 id = Sha256.digest(snapshot.toByteArray());
    store.put(PayloadKey.ofSnapshot(id), snapshot::writeTo);
    return id;
  }
}
