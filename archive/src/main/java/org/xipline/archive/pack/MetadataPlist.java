package org.xipline.archive.pack;

import java.nio.charset.StandardCharsets;

/** The Metadata of a XIP. */
final class MetadataPlist {

  private MetadataPlist() {}

  /**
   * For Content of the kind pbzx.
   *
   * @param fileBytes of all files together
   */
  static byte[] of(long fileBytes) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <plist version="1.0">
    <dict>
    \t<key>FileSystemCompressionFormat</key>
    \t<string>10.10</string>
    \t<key>UncompressedSize</key>
    \t<integer>%d</integer>
    \t<key>Version</key>
    \t<integer>1</integer>
    </dict>
    </plist>
    """
        .formatted(fileBytes)
        .getBytes(StandardCharsets.UTF_8);
  }
}
