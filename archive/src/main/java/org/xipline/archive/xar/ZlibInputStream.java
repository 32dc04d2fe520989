package org.xipline.archive.xar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** Inflates input that must be exactly one zlib stream: cut or followed by anything, it throws. */
final class ZlibInputStream extends InputStream {
  private final InputStream packed;
  private final Inflater inflater = new Inflater();
  private final byte[] input = new byte[16 << 10];

  ZlibInputStream(InputStream packed) {
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    try {
      while (!inflater.finished()) {
        int inflated = inflater.inflate(target, from, count);
        if (inflated > 0) {
          return inflated;
        }
        feed();
      }
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
    if (inflater.getRemaining() > 0 || packed.read() >= 0) {
      throw new ZipException("bytes follow the zlib stream");
    }
    return -1;
  }

  private void feed() throws IOException {
    if (inflater.finished()) {
      return;
    }
    if (inflater.needsDictionary()) {
      throw new ZipException("the zlib stream needs a dictionary");
    }
    if (inflater.needsInput()) {
      int read = packed.read(input);
      if (read < 0) {
        throw new EOFException("the zlib stream is cut");
      }
      inflater.setInput(input, 0, read);
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
