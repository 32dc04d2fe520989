package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Writes parts: their fields, an empty line, their encoded content. */
final class PartWriter {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, CRLF);

  /** A multiple of the 57 bytes that make a line. */
  private static final int CHUNK_BYTES = 57 * 1024;

  private final OutputStream out;

  PartWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a part to the end of its last line. */
  void write(Part part) throws IOException {
    switch (part) {
      case Part.Text text -> writeText(text);
      case Part.File file -> writeFile(file);
      case Part.Multi multi -> writeMulti(multi);
    }
  }

  private void writeText(Part.Text text) throws IOException {
    TextEncoding encoding = TextEncoding.suiting(text.content());
    ascii("Content-Type: text/" + text.subtype() + "; charset=utf-8\r\n");
    ascii("Content-Transfer-Encoding: " + encoding.transferEncoding() + "\r\n\r\n");
    encoding.write(text.content(), out);
    out.write(CRLF);
  }

  private void writeMulti(Part.Multi multi) throws IOException {
    ascii("Content-Type: multipart/" + multi.subtype() + ";\r\n");
    ascii(" boundary=\"" + multi.boundary() + "\"\r\n\r\n");
    for (Part part : multi.parts()) {
      ascii("--" + multi.boundary() + "\r\n");
      write(part);
    }
    ascii("--" + multi.boundary() + "--\r\n");
  }

  private void writeFile(Part.File file) throws IOException {
    ascii(
        HeaderField.ofWords(
            "Content-Type", List.of(file.mediaType() + ";", file.name().nameParameter())));
    ascii("Content-Transfer-Encoding: base64\r\n");
    if (!file.description().isEmpty()) {
      ascii("Content-Description: " + file.description() + "\r\n");
    }
    ascii(disposition(file) + "\r\n");
    writeBase64(file);
    out.write(CRLF);
  }

  private static String disposition(Part.File file) {
    List<String> words = new ArrayList<>(List.of("attachment"));
    words.addAll(file.name().fileNameParameters());
    for (int i = 0; i < words.size() - 1; i++) {
      words.set(i, words.get(i) + ";");
    }
    return HeaderField.ofWords("Content-Disposition", words);
  }

  private void writeBase64(Part.File file) throws IOException {
    long size = 0;
    try (InputStream in = file.content().open()) {
      byte[] chunk = in.readNBytes(CHUNK_BYTES);
      while (chunk.length > 0) {
        if (size > 0) {
          out.write(CRLF);
        }
        size += chunk.length;
        out.write(BASE64.encode(chunk));
        chunk = in.readNBytes(CHUNK_BYTES);
      }
    }
    if (file.sizeBytes().isPresent() && file.sizeBytes().getAsLong() != size) {
      throw new IOException(
          "an attachment has " + size + " bytes, not " + file.sizeBytes().getAsLong());
    }
  }

  private void ascii(String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
  }
}
