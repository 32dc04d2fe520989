package org.xipline.archive.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * Builds signed archives for tests, in memory: every form that exists, and with the hooks every
 * form that should not. What is not said is as {@link ArchiveWriter} does it, with {@link
 * TestPki#leaf()} as signer.
 *
 * <p>Hooks named {@code edit…} change what is then signed, so that the archive is wrong but
 * genuine; those named {@code tamper…} change what was signed.
 */
public final class ArchiveFixture {
  /** When fixtures are signed, unless they say otherwise. */
  public static final Instant SIGNED_AT = Instant.parse("2026-11-01T12:00:00Z");

  private static final int CMS_BYTES = 9_216;

  /** How files stand in the archive. */
  public enum ContentForm {
    /** A XIP: Metadata, and Content as pbzx over cpio. */
    PBZX,
    /** A XIP of 2016 and before: Metadata, and Content as gzip over cpio. */
    GZIP,
    /** A XIP whose Content is cpio as it is. */
    CPIO,
    /** Each file in the heap, as it is. */
    FILES_STORED,
    /** Each file in the heap, as a zlib stream. */
    FILES_ZLIB
  }

  /** What the RSA signature is over. */
  public enum RsaForm {
    CHECKSUM,
    DIGEST_OF_CHECKSUM,
    NONE
  }

  /** What the CMS signature is like. */
  public enum CmsForm {
    SIGNED_ATTRIBUTES,
    NO_SIGNED_ATTRIBUTES,
    NONE
  }

  private final List<FixtureEntry> entries = new ArrayList<>();
  private ChecksumStyle style = ChecksumStyle.SHA_256;
  private RsaForm rsaForm = RsaForm.CHECKSUM;
  private CmsForm cmsForm = CmsForm.SIGNED_ATTRIBUTES;
  private ContentForm contentForm = ContentForm.PBZX;
  private int blockBytes = 64 << 10;
  private SigningIdentity rsaSigner = TestPki.leaf();
  private SigningIdentity cmsSigner = rsaSigner;
  private Instant signedAt = SIGNED_AT;
  private UnaryOperator<byte[]> cpioEdit = UnaryOperator.identity();
  private UnaryOperator<byte[]> contentEdit = UnaryOperator.identity();
  private UnaryOperator<String> metadataEdit = UnaryOperator.identity();
  private UnaryOperator<String> tocEdit = UnaryOperator.identity();
  private UnaryOperator<byte[]> filesTamper = UnaryOperator.identity();
  private UnaryOperator<byte[]> archiveTamper = UnaryOperator.identity();

  private ArchiveFixture() {}

  public static ArchiveFixture create() {
    return new ArchiveFixture();
  }

  public ArchiveFixture file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public ArchiveFixture file(String path, byte[] content) {
    entries.add(new FixtureEntry.File(path, content));
    return this;
  }

  public ArchiveFixture directory(String path) {
    entries.add(new FixtureEntry.Directory(path));
    return this;
  }

  public ArchiveFixture symbolicLink(String path, String target) {
    entries.add(new FixtureEntry.Link(path, target));
    return this;
  }

  public ArchiveFixture checksum(ChecksumStyle checksumStyle) {
    this.style = checksumStyle;
    return this;
  }

  public ArchiveFixture rsa(RsaForm form) {
    this.rsaForm = form;
    return this;
  }

  public ArchiveFixture cms(CmsForm form) {
    this.cmsForm = form;
    return this;
  }

  /** Neither signature. */
  public ArchiveFixture unsigned() {
    return rsa(RsaForm.NONE).cms(CmsForm.NONE);
  }

  public ArchiveFixture content(ContentForm form) {
    this.contentForm = form;
    return this;
  }

  /** Of pbzx. */
  public ArchiveFixture blockBytes(int bytes) {
    this.blockBytes = bytes;
    return this;
  }

  public ArchiveFixture signer(SigningIdentity signer) {
    this.rsaSigner = signer;
    this.cmsSigner = signer;
    return this;
  }

  /** Another signer for CMS alone; the table of contents names the chain of the RSA signer. */
  public ArchiveFixture cmsSigner(SigningIdentity signer) {
    this.cmsSigner = signer;
    return this;
  }

  public ArchiveFixture signedAt(Instant instant) {
    this.signedAt = instant;
    return this;
  }

  /** Changes the cpio stream, before it is packed. */
  public ArchiveFixture editCpio(UnaryOperator<byte[]> edit) {
    this.cpioEdit = edit;
    return this;
  }

  /** Changes the packed Content, before checksums are taken. */
  public ArchiveFixture editContent(UnaryOperator<byte[]> edit) {
    this.contentEdit = edit;
    return this;
  }

  /** Changes the plist, before it is packed. */
  public ArchiveFixture editMetadata(UnaryOperator<String> edit) {
    this.metadataEdit = edit;
    return this;
  }

  /** Changes the XML, before it is signed. */
  public ArchiveFixture editToc(UnaryOperator<String> edit) {
    this.tocEdit = edit;
    return this;
  }

  /** Changes the files' bytes in the heap, after checksums were taken. */
  public ArchiveFixture tamperFiles(UnaryOperator<byte[]> tamper) {
    this.filesTamper = tamper;
    return this;
  }

  /** Changes the whole archive at the end. */
  public ArchiveFixture tamperArchive(UnaryOperator<byte[]> tamper) {
    this.archiveTamper = tamper;
    return this;
  }

  /** The archive. */
  public byte[] bytes() {
    HeapLayout layout =
        new HeapLayout(
            style.newDigest().getDigestLength(),
            rsaForm == RsaForm.NONE ? 0 : rsaSigner.signatureBytes(),
            cmsForm == CmsForm.NONE ? 0 : CMS_BYTES);
    FixtureHeap heap = heap(layout.filesOffset());
    List<X509Certificate> chain = rsaSigner.chain();
    String toc =
        new TableOfContents(signedAt, style, layout, chain, List.of())
            .xml()
            .replace(" </toc>", heap.toc() + " </toc>");
    byte[] plainToc = tocEdit.apply(toc).getBytes(StandardCharsets.UTF_8);
    byte[] storedToc = ArchiveWriter.zlib(plainToc);
    byte[] checksum = style.digest(storedToc);
    byte[] files = filesTamper.apply(heap.bytes());
    byte[] archive =
        ByteBuffer.allocate(
                XarHeader.BYTES + storedToc.length + layout.filesOffset() + files.length)
            .put(XarHeader.of(storedToc.length, plainToc.length, style.headerCode()))
            .put(storedToc)
            .put(checksum)
            .put(rsa(checksum))
            .put(Arrays.copyOf(cms(checksum), layout.cmsBytes()))
            .put(files)
            .array();
    return archiveTamper.apply(archive);
  }

  /** Writes the archive to a file. */
  public Path writeTo(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  private FixtureHeap heap(int filesOffset) {
    var heap = new FixtureHeap(style, filesOffset);
    switch (contentForm) {
      case FILES_STORED -> heap.addTree(entries, false);
      case FILES_ZLIB -> heap.addTree(entries, true);
      case PBZX -> addXip(heap, cpio -> PbzxFixture.encode(cpio, blockBytes));
      case GZIP -> addXip(heap, ArchiveFixture::gzip);
      case CPIO -> addXip(heap, UnaryOperator.identity());
    }
    return heap;
  }

  private void addXip(FixtureHeap heap, UnaryOperator<byte[]> packing) {
    byte[] cpio = cpioEdit.apply(cpio());
    byte[] content = contentEdit.apply(packing.apply(cpio));
    long fileBytes = entries.stream().mapToLong(FixtureEntry::sizeBytes).sum();
    String metadata =
        metadataEdit.apply(new String(MetadataPlist.of(fileBytes), StandardCharsets.UTF_8));
    heap.addFile("Metadata", metadata.getBytes(StandardCharsets.UTF_8), true);
    heap.addFile("Content", content, false);
  }

  private byte[] cpio() {
    var cpio = new CpioFixture().directory(".");
    for (FixtureEntry entry : entries) {
      switch (entry) {
        case FixtureEntry.File(String path, byte[] content) -> cpio.file("./" + path, content);
        case FixtureEntry.Directory(String path) -> cpio.directory("./" + path);
        case FixtureEntry.Link(String path, String target) ->
            cpio.symbolicLink("./" + path, target);
      }
    }
    byte[] bytes = cpio.trailer().bytes();
    return Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, 512) * 512);
  }

  private byte[] rsa(byte[] checksum) {
    var signer = new ArchiveSigner(rsaSigner, style, signedAt);
    return switch (rsaForm) {
      case CHECKSUM -> signer.rsaOver(checksum);
      case DIGEST_OF_CHECKSUM -> signer.rsaOver(style.digest(checksum));
      case NONE -> new byte[0];
    };
  }

  private byte[] cms(byte[] checksum) {
    return switch (cmsForm) {
      case SIGNED_ATTRIBUTES -> new ArchiveSigner(cmsSigner, style, signedAt).cmsOver(checksum);
      case NO_SIGNED_ATTRIBUTES -> DirectCms.over(checksum, cmsSigner, style);
      case NONE -> new byte[0];
    };
  }

  private static byte[] gzip(byte[] plain) {
    var packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
