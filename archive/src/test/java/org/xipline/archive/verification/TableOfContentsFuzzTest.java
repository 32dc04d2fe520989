package org.xipline.archive.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xipline.archive.fuzz.FuzzCorpus;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.CmsForm;
import org.xipline.archive.pack.ArchiveFixture.ContentForm;
import org.xipline.archive.pack.ReadBack;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.HeapRange;
import org.xipline.archive.xar.XarArchive;
import org.xipline.archive.xar.XarData;
import org.xipline.archive.xar.XarFile;
import org.xipline.archive.xar.XarSignature;

/**
 * Any bytes as an archive, and any text as its table of contents: refused, or understood as a
 * lenient reader understands it, whichever of two equal elements it takes; with the checksum that
 * its packed bytes have, and every range inside the file, apart from every signature.
 *
 * <p>The first byte says which: 0 for an archive, anything else for the text alone, around which a
 * right header and checksum are made.
 */
class TableOfContentsFuzzTest {
  private static final byte ARCHIVE = 0;
  private static final byte TEXT = 1;
  private static final int HEADER_BYTES = 28;
  private static final int HEAP_BYTES = 16 << 10;
  private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULT;
  private static final Path FILE = temporaryFile();

  @MethodSource({"seeds", "corpus"})
  @DictionaryEntries({
    "<file id=\"2\">",
    "</file>",
    "<name>",
    "<name enctype=\"base64\">",
    "<type>file</type>",
    "<type>directory</type>",
    "<type link=\"1\">hardlink</type>",
    "<type>symlink</type><link type=\"file\">",
    "<data>",
    "<offset>",
    "<length>",
    "<size>",
    "<encoding style=\"application/x-gzip\"/>",
    "<checksum style=\"sha256\">",
    "<signature style=\"RSA\">",
    "<x-signature style=\"CMS\">",
    "<ea>",
    "<![CDATA[",
    "<!DOCTYPE",
    "&lt;",
    "xmlns="
  })
  @FuzzTest
  void understandsWhatOthersDoOrRefuses(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    byte[] archive = input[0] == ARCHIVE ? rest : archiveOf(rest);
    try (ArchiveBytes bytes = ArchiveBytes.open(fileOf(archive))) {
      assertUnderstood(archive, XarArchive.read(bytes, LIMITS));
    } catch (ArchiveRejectedException e) {
      assertThat(e.detail()).isNotBlank();
    }
  }

  static Stream<byte[]> corpus() throws IOException {
    return FuzzCorpus.of(TableOfContentsFuzzTest.class);
  }

  static Stream<byte[]> seeds() {
    ArchiveFixture plain = ArchiveFixture.create().file("a", "x").symbolicLink("d/l", "a");
    byte[] stored = plain.content(ContentForm.FILES_ZLIB).unsigned().bytes();
    byte[] xip = ArchiveFixture.create().file("a", "x").cms(CmsForm.NONE).bytes();
    return Stream.concat(
        Stream.of(tagged(ARCHIVE, stored), tagged(ARCHIVE, Arrays.copyOf(xip, 64))),
        Stream.concat(
                Stream.of(ReadBack.toc(stored), withoutCertificates(ReadBack.toc(xip))),
                Stream.of(HARD_LINK, ATTRIBUTE, BASE64_NAME))
            .map(text -> tagged(TEXT, text.getBytes(UTF_8))));
  }

  private static final String HARD_LINK =
      toc(
          "<file id=\"1\"><name>a</name><name>a</name><type link=\"original\">hardlink</type>"
              + "<data><offset>32</offset><length>1</length><size>1</size></data></file>"
              + "<file id=\"2\"><name>b</name><type link=\"1\">hardlink</type></file>");
  private static final String ATTRIBUTE =
      toc(
          "<file id=\"7\"><name>d</name><type>directory</type><mode>0755</mode>"
              + "<ea id=\"0\"><name>n</name><offset>32</offset><length>1</length><size>1</size>"
              + "</ea><file id=\"8\"><type>symlink</type><link type=\"file\">t</link>"
              + "<name>l</name></file></file>");
  private static final String BASE64_NAME =
      toc(
          "<file id=\"1\"><name enctype=\"base64\">w6Q=</name><type>file</type>"
              + "<mtime>2026-10-31T08:00:00Z</mtime></file>");

  private static String toc(String files) {
    return "<xar><toc><checksum style=\"sha256\"><offset>0</offset><size>32</size></checksum>"
        + files
        + "</toc></xar>";
  }

  private static String withoutCertificates(String toc) {
    return toc.replaceAll("(?s)<KeyInfo.*?</KeyInfo>", "");
  }

  private static byte[] tagged(byte tag, byte[] content) {
    return ByteBuffer.allocate(content.length + 1).put(tag).put(content).array();
  }

  private static byte[] archiveOf(byte[] toc) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(packed)) {
      deflater.write(toc);
    }
    return ByteBuffer.allocate(HEADER_BYTES + packed.size() + HEAP_BYTES)
        .putInt(0x78617221)
        .putShort((short) HEADER_BYTES)
        .putShort((short) 1)
        .putLong(packed.size())
        .putLong(toc.length)
        .putInt(3)
        .put(packed.toByteArray())
        .put(DigestAlgorithm.SHA_256.digest(packed.toByteArray()))
        .array();
  }

  private static void assertUnderstood(byte[] archive, XarArchive xar) throws IOException {
    int packedBytes = (int) ByteBuffer.wrap(archive).getLong(8);
    byte[] packed = Arrays.copyOfRange(archive, HEADER_BYTES, HEADER_BYTES + packedBytes);
    assertThat(xar.tocChecksum()).isEqualTo(xar.tocDigestAlgorithm().digest(packed));
    assertRanges(archive.length - HEADER_BYTES - packedBytes, xar);
    assertFiles(XmlDocument.root(ReadBack.toc(archive).getBytes(UTF_8)), xar.toc().files());
    assertPathsAreDistinct(xar, archive.length);
  }

  private static void assertRanges(long heapBytes, XarArchive xar) {
    List<HeapRange> reserved =
        Stream.concat(
                Stream.of(new HeapRange(0, xar.tocChecksum().length)),
                xar.toc().signatures().stream().map(XarSignature::range))
            .toList();
    for (XarFile file : xar.toc().files()) {
      file.data().map(XarData::range).ifPresent(range -> assertApart(range, reserved, heapBytes));
    }
    assertThat(reserved).allMatch(range -> range.end() <= heapBytes);
  }

  private static void assertApart(HeapRange range, List<HeapRange> reserved, long heapBytes) {
    assertThat(range.end()).isLessThanOrEqualTo(heapBytes);
    if (range.length() > 0) {
      assertThat(reserved)
          .allMatch(other ->
              other.length() == 0
                  || range.end() <= other.offset()
                  || other.end() <= range.offset());
    }
  }

  private static void assertFiles(Element xar, List<XarFile> files) {
    List<Element> elements = new ArrayList<>();
    XmlDocument.children(xar, "toc").forEach(toc -> addFiles(toc, elements));
    assertThat(files).hasSameSizeAs(elements);
    for (int i = 0; i < files.size(); i++) {
      assertFile(elements.get(i), files.get(i));
    }
  }

  private static void addFiles(Element parent, List<Element> files) {
    for (Element file : XmlDocument.children(parent, "file")) {
      files.add(file);
      addFiles(file, files);
    }
  }

  private static void assertFile(Element element, XarFile file) {
    assertThat(element.getAttribute("id")).matches("0*" + file.id());
    assertThat(XmlDocument.children(element, "name"))
        .isNotEmpty()
        .allMatch(name -> nameIn(name).equals(file.name()));
    file.data()
        .ifPresent(data -> {
          List<Element> said = XmlDocument.children(element, "data");
          assertThat(said).hasSize(1);
          assertNumber(said.getFirst(), "offset", data.range().offset());
          assertNumber(said.getFirst(), "length", data.range().length());
          assertNumber(said.getFirst(), "size", data.sizeBytes());
        });
  }

  private static String nameIn(Element name) {
    return name.getAttribute("enctype").equals("base64")
        ? new String(Base64.getMimeDecoder().decode(name.getTextContent()), UTF_8)
        : name.getTextContent();
  }

  private static void assertNumber(Element data, String name, long value) {
    assertThat(XmlDocument.children(data, name))
        .extracting(Element::getTextContent)
        .hasSize(1)
        .allMatch(text -> Long.parseLong(text) == value);
  }

  private static void assertPathsAreDistinct(XarArchive xar, long fileBytes)
      throws ArchiveRejectedException {
    if (ArchiveLayout.of(xar.toc(), LIMITS, fileBytes) instanceof ArchiveLayout.Heap(var entries)) {
      assertThat(entries).hasSameSizeAs(xar.toc().files());
      assertThat(entries).extracting(entry -> entry.path().value()).doesNotHaveDuplicates();
    }
  }

  /** One file for all inputs: to make one for each takes longer than to read it. */
  private static Path fileOf(byte[] content) throws IOException {
    try (FileChannel file = FileChannel.open(FILE, StandardOpenOption.WRITE)) {
      assertThat(file.write(ByteBuffer.wrap(content))).isEqualTo(content.length);
      file.truncate(content.length); // Emptied first, it would be forced to the disk each time.
    }
    return FILE;
  }

  private static Path temporaryFile() {
    try {
      Path file = Files.createTempFile("fuzzed-", ".xar");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new IllegalStateException("no temporary file can be made", e);
    }
  }
}
