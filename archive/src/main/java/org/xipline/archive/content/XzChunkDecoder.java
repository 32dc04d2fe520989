package org.xipline.archive.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SingleXZInputStream;
import org.tukaani.xz.UnsupportedOptionsException;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/** Decodes xz chunks in Java. */
final class XzChunkDecoder implements ChunkDecoder {
  private static final int SLICE_BYTES = 256 << 10;

  /** What a decoder needs beside its dictionary. */
  private static final int TABLES_KIB = 256;

  private final ArrayCache arrays = new BasicArrayCache();
  private final byte[] slice = new byte[SLICE_BYTES];
  private final int memoryLimitKib;

  XzChunkDecoder(ArchiveLimits limits) {
    this.memoryLimitKib = limits.maxDictionaryBytes() / 1024 + TABLES_KIB;
  }

  @Override
  public void decode(ByteBuffer packed, ByteBuffer plain, BooleanSupplier cancelled)
      throws IOException {
    ByteBuffer input = packed.duplicate();
    InputStream in = PieceInputStream.of(input);
    try (var xz = new SingleXZInputStream(in, memoryLimitKib, true, arrays)) {
      fill(xz, plain.duplicate(), cancelled);
      if (cancelled.getAsBoolean()) {
        return;
      }
      if (xz.read() >= 0) {
        throw malformed("it holds more than the %,d bytes it says".formatted(plain.remaining()));
      }
      if (input.hasRemaining()) {
        throw malformed("%,d bytes follow its xz stream".formatted(input.remaining()));
      }
    } catch (ArchiveRejectedException e) {
      throw e;
    } catch (MemoryLimitException e) {
      throw new ArchiveRejectedException(
          RejectionReason.ARCHIVE_TOO_LARGE,
          "it needs %,d KiB of memory to decode; %,d are allowed"
              .formatted(e.getMemoryNeeded(), memoryLimitKib),
          e);
    } catch (UnsupportedOptionsException e) {
      throw new ArchiveRejectedException(
          RejectionReason.UNSUPPORTED_CONTENT, "it is xz of a kind that is not read", e);
    } catch (IOException e) {
      // All bytes are in memory: whatever fails is their fault.
      throw new ArchiveRejectedException(
          RejectionReason.MALFORMED_ARCHIVE, "its xz data is damaged", e);
    }
  }

  private void fill(InputStream xz, ByteBuffer plain, BooleanSupplier cancelled)
      throws IOException {
    int plainBytes = plain.remaining();
    while (plain.hasRemaining() && !cancelled.getAsBoolean()) {
      int read = xz.read(slice, 0, Math.min(slice.length, plain.remaining()));
      if (read < 0) {
        throw malformed(
            "it holds %,d bytes, not the %,d it says"
                .formatted(plainBytes - plain.remaining(), plainBytes));
      }
      plain.put(slice, 0, read);
    }
  }

  private static ArchiveRejectedException malformed(String problem) {
    return new ArchiveRejectedException(RejectionReason.MALFORMED_ARCHIVE, problem);
  }
}
