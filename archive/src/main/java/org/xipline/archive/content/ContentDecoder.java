package org.xipline.archive.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Turns a XIP's Content into the cpio stream inside it. What kind of content it is, its first bytes
 * say, not the Metadata: {@code pbzx} with xz chunks, gzip, or cpio as it is.
 */
public final class ContentDecoder {
  private final ChunkDecoder.Factory chunkDecoders;
  private final int threads;

  public ContentDecoder() {
    this(ChunkDecoder.Factory.fastest(), Runtime.getRuntime().availableProcessors());
  }

  ContentDecoder(ChunkDecoder.Factory chunkDecoders, int threads) {
    this.chunkDecoders = chunkDecoders;
    this.threads = threads;
  }

  /**
   * As {@link #decode(InputStream, long, ArchiveLimits)}, without looking at the ratio: for content
   * whose length is not known.
   */
  public InputStream decode(InputStream content, ArchiveLimits limits) throws IOException {
    byte[] start = content.readNBytes(ContentKind.MAGIC_BYTES);
    var whole = new SequenceInputStream(new ByteArrayInputStream(start), content);
    return switch (ContentKind.of(start)) {
      case PBZX -> PbzxInputStream.open(whole, limits, chunkDecoders, threads);
      case GZIP -> new GzipMemberInputStream(whole);
      case CPIO -> whole;
      case UNSUPPORTED ->
          throw new ArchiveRejectedException(
              RejectionReason.UNSUPPORTED_CONTENT,
              "the content is %s; pbzx with xz chunks, gzip and odc cpio are read"
                  .formatted(ContentKind.nameOf(start)));
      case UNKNOWN ->
          throw new ArchiveRejectedException(
              RejectionReason.MALFORMED_ARCHIVE,
              "the content is neither pbzx nor gzip nor cpio; it starts with the bytes "
                  + ContentKind.nameOf(start));
    };
  }

  /**
   * Decodes the content. The stream that is returned reads {@code content} to its very end before
   * it says that it ends, throws {@link ArchiveRejectedException} at the byte where the content
   * turns out to be damaged, passes on what {@code content} throws, and closes {@code content} with
   * itself. It is for one thread; behind it, chunks are decoded on all cores.
   *
   * @param contentBytes length of the content, for {@link ArchiveLimits#maxRatio()}
   */
  public InputStream decode(InputStream content, long contentBytes, ArchiveLimits limits)
      throws IOException {
    return new RatioLimitedInputStream(decode(content, limits), contentBytes, limits.maxRatio());
  }
}
