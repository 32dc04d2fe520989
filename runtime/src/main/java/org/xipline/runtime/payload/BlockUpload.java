package org.xipline.runtime.payload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.xipline.runtime.azure.AzureStorageException;

/**
 * Writes one blob in blocks: one block is in memory, whatever the blob's size, and nothing is
 * visible before {@link #commit}. The SDK's own upload from a stream keeps several blocks.
 *
 * <p>Block names are this upload's own: of two uploads to one blob, neither commits a block of the
 * other.
 */
final class BlockUpload extends OutputStream {
  static final int BLOCK_BYTES = 4 << 20;

  private static final int FIRST_BYTES = 64 << 10;
  private static final BlobRequestConditions ABSENT =
      new BlobRequestConditions().setIfNoneMatch("*");

  private final BlockBlobClient blob;
  private final String upload = UUID.randomUUID().toString();
  private final List<String> staged = new ArrayList<>();
  private byte[] block = new byte[FIRST_BYTES];
  private int count;
  private long total;

  BlockUpload(BlockBlobClient blob) {
    this.blob = blob;
  }

  /** Bytes taken so far. */
  long sizeBytes() {
    return total;
  }

  @Override
  public void write(int value) throws AzureStorageException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws AzureStorageException {
    int taken = 0;
    while (taken < length) {
      if (count == BLOCK_BYTES) {
        stage();
      }
      int next = Math.min(length - taken, BLOCK_BYTES - count);
      makeRoom(count + next);
      System.arraycopy(bytes, offset + taken, block, count, next);
      count += next;
      taken += next;
    }
    total += length;
  }

  /**
   * Makes the blob visible, unless there is one of this name: by one request where one block holds
   * it.
   *
   * @throws com.azure.storage.blob.models.BlobStorageException if there is, or the service fails
   */
  void commit(Map<String, String> metadata) throws AzureStorageException {
    if (staged.isEmpty()) {
      blob.uploadWithResponse(
          new BlockBlobSimpleUploadOptions(content())
              .setMetadata(metadata)
              .setRequestConditions(ABSENT),
          null,
          null);
      return;
    }
    stage();
    blob.commitBlockListWithResponse(
        new BlockBlobCommitBlockListOptions(staged)
            .setMetadata(metadata)
            .setRequestConditions(ABSENT),
        null,
        null);
  }

  private void stage() throws AzureStorageException {
    String name = "%s-%06d".formatted(upload, staged.size());
    String id = Base64.getEncoder().encodeToString(name.getBytes(US_ASCII));
    AzureStorageException.guard(
        "write a block of",
        blob.getBlobUrl(),
        () -> {
          blob.stageBlock(id, content());
          return id;
        });
    staged.add(id);
    count = 0;
  }

  /** May be sent several times: a failed try is repeated with the same bytes. */
  private BinaryData content() {
    return BinaryData.fromByteBuffer(ByteBuffer.wrap(block, 0, count));
  }

  private void makeRoom(int needed) {
    if (needed > block.length) {
      block = Arrays.copyOf(block, Math.clamp(block.length * 2L, needed, BLOCK_BYTES));
    }
  }
}
