package org.xipline.archive.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that hold objects in PEM, or one in DER. */
final class PemOrDer {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private PemOrDer() {}

  /**
   * The objects in DER.
   *
   * @param noun what to call one of them in messages
   * @param kinds a regular expression for what stands behind BEGIN
   * @throws TrustAnchorException if there is none, or the file cannot be read
   */
  static List<byte[]> read(Path file, String noun, String kinds, long maxFileBytes)
      throws TrustAnchorException {
    byte[] content = contentOf(file, maxFileBytes);
    String text = new String(content, ISO_8859_1);
    return text.contains("-----BEGIN ") ? blocks(file, text, noun, kinds) : List.of(content);
  }

  private static List<byte[]> blocks(Path file, String text, String noun, String kinds)
      throws TrustAnchorException {
    var encoded = new ArrayList<byte[]>();
    var others = new ArrayList<String>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).matches(kinds)) {
        encoded.add(decoded(file, matcher.group(2)));
      } else {
        others.add(matcher.group(1));
      }
    }
    if (encoded.isEmpty()) {
      throw new TrustAnchorException(
          "%s holds no %s; %s"
              .formatted(
                  file,
                  noun,
                  others.isEmpty()
                      ? "it is PEM, and damaged"
                      : "it holds a " + others.getFirst().toLowerCase(Locale.ROOT)));
    }
    return encoded;
  }

  private static byte[] decoded(Path file, String base64) throws TrustAnchorException {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new TrustAnchorException(file + " holds something that is not base64", e);
    }
  }

  private static byte[] contentOf(Path file, long maxFileBytes) throws TrustAnchorException {
    try {
      if (Files.size(file) > maxFileBytes) {
        throw new TrustAnchorException("%s has more than %,d bytes".formatted(file, maxFileBytes));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TrustAnchorException(file + " does not exist", e);
    } catch (TrustAnchorException e) {
      throw e;
    } catch (IOException e) {
      throw new TrustAnchorException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
