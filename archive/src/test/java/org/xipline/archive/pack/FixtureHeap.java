package org.xipline.archive.pack;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of an archive that is built for a test: their bytes, and what the table of contents
 * says of them.
 */
final class FixtureHeap {
  private final ChecksumStyle style;
  private final int filesOffset;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StringBuilder toc = new StringBuilder();
  private int lastId;

  FixtureHeap(ChecksumStyle style, int filesOffset) {
    this.style = style;
    this.filesOffset = filesOffset;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  String toc() {
    return toc.toString();
  }

  void addFile(String name, byte[] content, boolean zlib) {
    var node = new Node();
    node.entry = Optional.of(new FixtureEntry.File(name, content));
    append(name, node, zlib);
  }

  /** Adds entries as nested files, in the order in which their names come first. */
  void addTree(List<FixtureEntry> entries, boolean zlib) {
    var root = new Node();
    for (FixtureEntry entry : entries) {
      Node node = root;
      for (String segment : entry.path().split("/", -1)) {
        node = node.children.computeIfAbsent(segment, _ -> new Node());
      }
      node.entry = Optional.of(entry);
    }
    root.children.forEach((name, node) -> append(name, node, zlib));
  }

  private void append(String name, Node node, boolean zlib) {
    lastId++;
    toc.append("<file id=\"%d\"><name>%s</name>\n".formatted(lastId, escaped(name)));
    toc.append("<mtime>2026-10-31T08:00:00Z</mtime>\n");
    switch (node.entry.orElseGet(() -> new FixtureEntry.Directory(name))) {
      case FixtureEntry.Directory _ -> toc.append("<mode>0755</mode><type>directory</type>\n");
      case FixtureEntry.Link(String _, String target) ->
          toc.append(
              "<mode>0755</mode><type>symlink</type><link type=\"file\">%s</link>\n"
                  .formatted(escaped(target)));
      case FixtureEntry.File(String _, byte[] content) -> {
        toc.append("<mode>0644</mode><type>file</type>\n");
        appendData(content, zlib);
      }
    }
    node.children.forEach((child, childNode) -> append(child, childNode, zlib));
    toc.append("</file>\n");
  }

  private void appendData(byte[] content, boolean zlib) {
    byte[] stored = zlib ? ArchiveWriter.zlib(content) : content;
    toc.append(
        """
        <data>
         <length>%1$d</length>
         <offset>%2$d</offset>
         <size>%3$d</size>
         <encoding style="%4$s"/>
         <extracted-checksum style="%5$s">%6$s</extracted-checksum>
         <archived-checksum style="%5$s">%7$s</archived-checksum>
        </data>
        """
            .formatted(
                stored.length,
                filesOffset + bytes.size(),
                content.length,
                zlib ? HeapFile.ZLIB : HeapFile.STORED,
                style.style(),
                HexFormat.of().formatHex(style.digest(content)),
                HexFormat.of().formatHex(style.digest(stored))));
    bytes.writeBytes(stored);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static final class Node {
    private final Map<String, Node> children = new LinkedHashMap<>();
    private Optional<FixtureEntry> entry = Optional.empty();
  }
}
