package org.xipline.ingest.drop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The files below a directory, by names as {@link NameBytes} reads them. A path that is made of a
 * string loses what the process's locale has no character for; one that is made of a URI does not.
 */
final class NamedFiles {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String PLAIN = "-._~/";

  private final String directory;

  NamedFiles(Path directory) {
    String uri = directory.toUri().toString();
    this.directory = uri.endsWith("/") ? uri : uri + "/";
  }

  /**
   * The file of this name.
   *
   * @param name with a slash after each folder
   */
  Path at(String name) {
    var uri = new StringBuilder(directory);
    for (byte one : NameBytes.encode(name)) {
      if (isPlain(one)) {
        uri.append((char) one);
      } else {
        HEX.toHexDigits(uri.append('%'), one);
      }
    }
    return Path.of(URI.create(uri.toString()));
  }

  /** The name of a file, without its folder. */
  static String nameOf(Path file) {
    String path = file.toUri().getRawPath();
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    return NameBytes.decode(bytesOf(path.substring(path.lastIndexOf('/', end - 1) + 1, end)));
  }

  private static byte[] bytesOf(String quoted) {
    var bytes = new ByteArrayOutputStream(quoted.length());
    for (int i = 0; i < quoted.length(); i++) {
      if (quoted.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(quoted, i + 1, i + 3));
        i += 2;
      } else {
        bytes.writeBytes(quoted.substring(i, i + 1).getBytes(US_ASCII));
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isPlain(byte one) {
    return (one >= 'a' && one <= 'z')
        || (one >= 'A' && one <= 'Z')
        || (one >= '0' && one <= '9')
        || PLAIN.indexOf(one) >= 0;
  }
}
