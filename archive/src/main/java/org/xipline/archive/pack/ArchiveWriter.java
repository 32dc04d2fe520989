package org.xipline.archive.pack;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a directory as a signed XIP: RSA and CMS signatures over the table of contents, a
 * zlib-packed Metadata, Content as pbzx with xz chunks. Sorted and without a clock of its own, so
 * the same input gives the same bytes.
 *
 * <p>Memory does not grow with the directory: Content is staged in a file beside the output, as the
 * table of contents, which comes first, says its length and checksum.
 */
public final class ArchiveWriter {
  private static final int MIN_CMS_BYTES = 9_216;
  private static final int CMS_GRANULE_BYTES = 1_024;

  private final PackSettings settings;
  private final ChecksumStyle style;
  private final ArchiveSigner signer;

  public ArchiveWriter(PackSettings settings) {
    this.settings = settings;
    this.style = settings.checksumStyle();
    this.signer = new ArchiveSigner(settings.signer(), style, settings.signedAt());
  }

  /**
   * Packs the directory's files, folders and symbolic links. The output appears whole or not at
   * all, in place of what was there.
   *
   * @throws PackException if the directory holds what an archive cannot
   */
  public PackedArchive write(Path directory, Path output) throws IOException {
    var source = SourceDirectory.of(directory);
    if (source.contains(output)) {
      throw new PackException("%s would be packed into itself".formatted(output));
    }
    try (var content = StagedFile.beside(output);
        var archive = StagedFile.beside(output)) {
      MessageDigest digest = style.newDigest();
      ContentWriter.Written written = stageContent(source, content, digest);
      writeArchive(written, content, digest.digest(), archive);
      long archiveBytes = archive.channel().size();
      archive.publishAs(output);
      return new PackedArchive(output, written.entries(), written.fileBytes(), archiveBytes);
    }
  }

  private ContentWriter.Written stageContent(
      SourceDirectory source, StagedFile content, MessageDigest digest) throws IOException {
    var out = new BufferedOutputStream(new DigestOutputStream(content.output(), digest));
    ContentWriter.Written written = ContentWriter.write(source, out, settings.compressionLevel());
    out.flush();
    return written;
  }

  private void writeArchive(
      ContentWriter.Written written, StagedFile content, byte[] contentChecksum, StagedFile archive)
      throws IOException {
    byte[] plainMetadata = MetadataPlist.of(written.fileBytes());
    byte[] metadata = zlib(plainMetadata);
    HeapLayout layout = layout();
    long contentBytes = content.channel().size();
    var files =
        List.of(
            new HeapFile(
                "Metadata",
                HeapFile.ZLIB,
                layout.filesOffset(),
                metadata.length,
                plainMetadata.length,
                style.digest(metadata),
                style.digest(plainMetadata)),
            new HeapFile(
                "Content",
                HeapFile.STORED,
                layout.filesOffset() + metadata.length,
                contentBytes,
                contentBytes,
                contentChecksum,
                contentChecksum));
    String toc =
        new TableOfContents(settings.signedAt(), style, layout, settings.signer().chain(), files)
            .xml();
    archive.append(head(toc, layout));
    archive.append(ByteBuffer.wrap(metadata));
    archive.append(content);
  }

  private HeapLayout layout() {
    int checksumBytes = style.newDigest().getDigestLength();
    // Its length does not depend on what is signed.
    int cmsBytes = signer.cmsOver(new byte[checksumBytes]).length;
    int tokenBytes = settings.timestamps().isPresent() ? TimestampAuthority.MAX_TOKEN_BYTES : 0;
    int reserved = Math.ceilDiv(cmsBytes + tokenBytes, CMS_GRANULE_BYTES) * CMS_GRANULE_BYTES;
    return new HeapLayout(
        checksumBytes, settings.signer().signatureBytes(), Math.max(reserved, MIN_CMS_BYTES));
  }

  /** What stands in front of the files: header, table of contents, checksum, signatures. */
  private ByteBuffer head(String toc, HeapLayout layout) throws IOException {
    byte[] plainToc = toc.getBytes(StandardCharsets.UTF_8);
    byte[] storedToc = zlib(plainToc);
    byte[] checksum = style.digest(storedToc);
    return ByteBuffer.allocate(XarHeader.BYTES + storedToc.length + layout.filesOffset())
        .put(XarHeader.of(storedToc.length, plainToc.length, style.headerCode()))
        .put(storedToc)
        .put(checksum)
        .put(signer.rsaOver(checksum))
        .put(Arrays.copyOf(cmsOver(checksum), layout.cmsBytes()))
        .flip();
  }

  private byte[] cmsOver(byte[] checksum) throws IOException {
    return settings.timestamps().isPresent()
        ? signer.stampedCmsOver(checksum, settings.timestamps().get())
        : signer.cmsOver(checksum);
  }

  static byte[] zlib(byte[] plain) {
    var stored = new ByteArrayOutputStream();
    try (OutputStream deflater = new DeflaterOutputStream(stored)) {
      deflater.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("an array does not fail", e);
    }
    return stored.toByteArray();
  }
}
