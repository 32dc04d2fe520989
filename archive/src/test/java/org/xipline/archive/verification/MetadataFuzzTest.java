package org.xipline.archive.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xipline.archive.fuzz.FuzzCorpus;
import org.xipline.archive.model.ArchiveRejectedException;

/**
 * Any bytes as Metadata: refused, or a property list in which another reader finds one dictionary
 * with exactly one Version, 1, whichever of two it would take.
 */
class MetadataFuzzTest {

  @MethodSource({"seeds", "corpus"})
  @DictionaryEntries({
    "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"a\">",
    "<plist>",
    "<dict>",
    "<key>Version</key>",
    "<integer>1</integer>",
    "<string>",
    "<![CDATA[",
    "<!--",
    "<!ENTITY",
    "&#49;"
  })
  @FuzzTest
  void agreesWithAnotherReaderOrRefuses(byte[] propertyList) throws IOException {
    try {
      XipMetadata.require(propertyList);
    } catch (ArchiveRejectedException e) {
      assertThat(e.detail()).isNotBlank();
      return;
    }
    assertThat(versionsIn(propertyList)).containsExactly("1");
  }

  static Stream<byte[]> corpus() throws IOException {
    return FuzzCorpus.of(MetadataFuzzTest.class);
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
             <key>FileSystemCompressionFormat</key><string>10.10</string>
             <key>UncompressedSize</key><integer>504</integer>
             <key>Version</key><integer>1</integer>
            </dict>
            </plist>
            """,
            "<plist><dict><key>Version</key><integer>1</integer></dict></plist>",
            "<plist><dict><key>Version</key><integer>2</integer></dict></plist>",
            "<plist><dict><key>A</key><array><string/></array><key>Version</key><string>1</string>"
                + "</dict></plist>",
            "<plist><dict><key>Version</key><integer>&#49;</integer></dict></plist>",
            "<plist><dict><key>Version</key><integer><![CDATA[1]]></integer></dict></plist>",
            "<!DOCTYPE plist [<!ENTITY a \0 \"1\">]><plist><dict></dict></plist>",
            "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"\0\"><plist><dict>"
                + "<key>Version</key><integer>1</integer></dict></plist>",
            "<plist><dict><key>Version</key><integer>1</integer></dict><!DOCTYPE plist PUBLIC"
                + " \"-//Apple//DTD PLIST 1.0//EN\" \"a\"></plist>",
            "<!DOCTYPE plist [<!ENTITY a \"1\">]><plist><dict><key>Version</key>"
                + "<integer>&a;</integer></dict></plist>")
        .map(text -> text.getBytes(UTF_8));
  }

  private static List<String> versionsIn(byte[] propertyList) throws IOException {
    Element plist = XmlDocument.root(propertyList);
    assertThat(plist.getTagName()).isEqualTo("plist");
    List<Element> inside = XmlDocument.children(plist);
    assertThat(inside).extracting(Element::getTagName).containsExactly("dict");
    List<Element> entries = XmlDocument.children(inside.getFirst());
    List<String> versions = new ArrayList<>();
    for (int i = 0; i + 1 < entries.size(); i += 2) {
      if (entries.get(i).getTextContent().equals("Version")) {
        versions.add(entries.get(i + 1).getTextContent());
      }
    }
    return versions;
  }
}
