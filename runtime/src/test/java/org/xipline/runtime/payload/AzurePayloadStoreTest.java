package org.xipline.runtime.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlockListType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.azure.AzureContainer;
import org.xipline.runtime.azure.Azurite;
import org.xipline.runtime.azure.AzuriteExtension;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;

@ExtendWith(AzuriteExtension.class)
class AzurePayloadStoreTest implements PayloadStoreContract {
  private static final long LARGE_BYTES = 64L << 20;

  private AzureContainer container;
  private PayloadStore store;

  @BeforeEach
  void open(Azurite azurite) throws IOException {
    String location = "azure:payloads/" + UUID.randomUUID();
    container = AzureContainer.open(location, azurite.environment());
    store = PayloadStores.open(location, azurite.environment());
  }

  @Override
  public PayloadStore store() {
    return store;
  }

  @Override
  public void damage(PayloadKey key) {
    BlobClient blob = blob(key);
    var metadata = blob.getProperties().getMetadata();
    byte[] bytes = blob.downloadContent().toBytes();
    bytes[bytes.length - 1] ^= 1;
    blob.upload(BinaryData.fromBytes(bytes), true);
    blob.setMetadata(metadata);
  }

  @Test
  void shouldStreamALargePayloadBothWaysABlockAtATime() throws IOException {
    // When
    StoredPayload stored = store.put(KEY, AzurePayloadStoreTest::writeLarge);

    // Then
    assertThat(stored.sizeBytes()).isEqualTo(LARGE_BYTES);
    assertThat(
            blob(KEY).getBlockBlobClient().listBlocks(BlockListType.COMMITTED).getCommittedBlocks())
        .hasSize((int) (LARGE_BYTES / BlockUpload.BLOCK_BYTES))
        .allMatch(block -> block.getSizeLong() == BlockUpload.BLOCK_BYTES);
    try (var in =
        new DigestInputStream(store.open(stored.claimCheck()), Sha256.newMessageDigest())) {
      assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(LARGE_BYTES);
      assertThat(Sha256.of(in.getMessageDigest().digest())).isEqualTo(stored.sha256());
    }
  }

  @Test
  void shouldKeepTheFirstOfTwoUploadsToOneName() throws IOException {
    // Given
    byte[] first = new byte[BlockUpload.BLOCK_BYTES + 1];
    byte[] second = new byte[BlockUpload.BLOCK_BYTES + 2];
    PayloadContent overtaken =
        out -> {
          out.write(second);
          store.put(KEY, other -> other.write(first));
        };

    // When, then
    assertThatThrownBy(() -> store.put(KEY, overtaken))
        .isInstanceOf(PayloadConflictException.class);
    try (InputStream in = store.open(store.find(KEY).orElseThrow().claimCheck())) {
      assertThat(in.readAllBytes()).isEqualTo(first);
    }
  }

  @Test
  void shouldAcceptBeingOvertakenByTheSameBytes() throws IOException {
    // Given
    byte[] same = new byte[BlockUpload.BLOCK_BYTES + 1];

    // When
    StoredPayload stored =
        store.put(
            KEY,
            out -> {
              out.write(same);
              store.put(KEY, other -> other.write(same));
            });

    // Then
    assertThat(stored.existed()).isTrue();
  }

  private BlobClient blob(PayloadKey key) {
    return container.client().getBlobClient(container.prefix() + key.value());
  }

  private static void writeLarge(OutputStream out) throws IOException {
    byte[] chunk = new byte[1 << 20];
    for (long written = 0; written < LARGE_BYTES; written += chunk.length) {
      chunk[0] = (byte) (written >> 20);
      out.write(chunk);
    }
  }
}
