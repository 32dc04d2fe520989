package org.xipline.archive.xar;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.archive.xar.xml.XmlCursor;

/** Reads a table of contents, element by element. */
final class TocParser {
  private static final int MAX_CERTIFICATES = 16;
  private static final int MAX_CERTIFICATE_TEXT = 64 << 10;

  private final ArchiveLimits limits;
  private final XarHeader header;
  private final HeapMap heap = new HeapMap();
  private final List<XarSignature> signatures = new ArrayList<>();
  private final List<@Nullable XarFile> files = new ArrayList<>();
  private final Set<Long> ids = new HashSet<>();
  private boolean checksumSeen;
  private boolean tocSeen;

  TocParser(XarHeader header, ArchiveLimits limits) {
    this.header = header;
    this.limits = limits;
  }

  XarToc parse(InputStream xml, long fileBytes) throws IOException {
    XmlCursor cursor = XmlCursor.open("the table of contents", xml, "xar");
    ElementReader xar = new ElementReader(cursor, () -> "<xar>");
    while (cursor.nextChild()) {
      if (cursor.name().equals("toc")) {
        xar.requireFirst();
        tocSeen = true;
        parseToc(cursor);
      } else {
        cursor.skip();
      }
    }
    cursor.finish();
    require(tocSeen && checksumSeen, "the table of contents lacks <toc> or <checksum>");
    heap.require(header.heapBase(), fileBytes);
    return new XarToc(signatures, files.stream().map(TocParser::complete).toList());
  }

  private void parseToc(XmlCursor cursor) throws IOException {
    ElementReader toc = new ElementReader(cursor, () -> "the table of contents");
    while (cursor.nextChild()) {
      String element = cursor.name();
      if (element.equals("file")) {
        parseFile(cursor, -1, 0);
        continue;
      }
      toc.requireFirst();
      if (element.equals("checksum")) {
        parseChecksum(cursor, toc.style());
      } else if (SignatureStyle.isElement(element)) {
        parseSignature(cursor, SignatureStyle.of(element, toc.style()));
      } else {
        cursor.skip();
      }
    }
  }

  /** The stored digest stands at the very begin of the heap, where it was compared already. */
  private void parseChecksum(XmlCursor cursor, String style) throws IOException {
    DigestAlgorithm algorithm = DigestAlgorithm.ofStyle(style);
    HeapRange range = parseRange(cursor, "the checksum", null);
    require(
        algorithm == header.digestAlgorithm(),
        "the header's checksum is %s, that of the table of contents %s"
            .formatted(header.digestAlgorithm().jcaName(), algorithm.jcaName()));
    require(
        range.equals(new HeapRange(0, algorithm.lengthBytes())),
        "the checksum is not at the heap's begin, or has another length than its algorithm's");
    heap.claim(range, "the checksum");
    checksumSeen = true;
  }

  private void parseSignature(XmlCursor cursor, SignatureStyle style) throws IOException {
    String owner = "the " + style + " signature";
    List<byte[]> certificates = new ArrayList<>();
    HeapRange range = parseRange(cursor, owner, certificates);
    heap.claim(range, owner);
    signatures.add(new XarSignature(style, range, certificates));
  }

  /** Reads offset and size, and the certificates where the element may hold them. */
  private static HeapRange parseRange(
      XmlCursor cursor, String owner, @Nullable List<byte[]> certificates) throws IOException {
    ElementReader fields = new ElementReader(cursor, () -> owner);
    long offset = -1;
    long size = -1;
    while (cursor.nextChild()) {
      fields.requireFirst();
      if (cursor.name().equals("offset")) {
        offset = fields.number();
      } else if (cursor.name().equals("size")) {
        size = fields.number();
      } else if (cursor.name().equals("KeyInfo") && certificates != null) {
        parseKeyInfo(cursor, owner, certificates);
      } else {
        cursor.skip();
      }
    }
    require(offset >= 0 && size >= 0, owner + " lacks its offset or size");
    return new HeapRange(offset, size);
  }

  private static void parseKeyInfo(XmlCursor cursor, String owner, List<byte[]> certificates)
      throws IOException {
    ElementReader keyInfo = new ElementReader(cursor, () -> "the KeyInfo of " + owner);
    while (cursor.nextChild()) {
      keyInfo.requireFirst();
      if (cursor.name().equals("X509Data")) {
        parseCertificates(cursor, owner, certificates);
      } else {
        cursor.skip();
      }
    }
  }

  private static void parseCertificates(XmlCursor cursor, String owner, List<byte[]> certificates)
      throws IOException {
    while (cursor.nextChild()) {
      if (cursor.name().equals("X509Certificate")) {
        require(
            certificates.size() < MAX_CERTIFICATES,
            owner + " has more than " + MAX_CERTIFICATES + " certificates");
        certificates.add(ElementReader.base64(cursor.text(MAX_CERTIFICATE_TEXT)));
      } else {
        cursor.skip();
      }
    }
  }

  private void parseFile(XmlCursor cursor, int parent, int depth) throws IOException {
    if (depth > limits.maxDepth()) {
      throw Malformed.tooLarge("folders are nested more than " + limits.maxDepth() + " deep");
    }
    if (files.size() >= limits.maxEntries()) {
      throw Malformed.tooLarge("it has more than %,d entries".formatted(limits.maxEntries()));
    }
    FileParser parser = new FileParser(cursor);
    if (!ids.add(parser.id())) {
      throw Malformed.because("two files have the id " + parser.id());
    }
    int index = files.size();
    files.add(null); // A directory comes before what is in it, and ends behind it.
    XarFile file = parser.parse(parent, inside(index, depth));
    requireHoldsNothingElse(file, files.size() - index - 1);
    if (file.data().isPresent()) {
      heap.claimForData(file.data().get().range(), new Owner(file));
    }
    files.set(index, file);
  }

  private FileParser.Inside inside(int index, int depth) {
    return new FileParser.Inside() {
      @Override
      public void file(XmlCursor cursor) throws IOException {
        parseFile(cursor, index, depth + 1);
      }

      @Override
      public void attribute(XarData data) {
        heap.claimForData(data.range(), () -> "an extended attribute");
      }
    };
  }

  private static void requireHoldsNothingElse(XarFile file, int filesInside)
      throws ArchiveRejectedException {
    boolean isDirectory = file.kind() instanceof XarFileKind.Directory;
    if (!isDirectory && filesInside > 0) {
      throw Malformed.because(ownerOf(file) + " holds files and is no directory");
    }
    if (file.data().isPresent() && !(file.kind() instanceof XarFileKind.Regular)) {
      throw Malformed.because(ownerOf(file) + " has content and is no file");
    }
  }

  /** Says whose a range is, if anybody asks. */
  private record Owner(XarFile file) implements Supplier<String> {
    @Override
    public String get() {
      return ownerOf(file);
    }
  }

  private static String ownerOf(XarFile file) {
    return "file " + file.id() + " (" + Quoted.text(file.name()) + ")";
  }

  private static XarFile complete(@Nullable XarFile file) {
    if (file == null) {
      throw new IllegalStateException("a <file> was begun and not ended");
    }
    return file;
  }

  private static void require(boolean condition, String otherwise) throws ArchiveRejectedException {
    if (!condition) {
      throw Malformed.because(otherwise);
    }
  }
}
