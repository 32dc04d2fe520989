package org.xipline.convert.item;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a document on their way to a parser. Tells failures of the stream itself, which a
 * parser may wrap or take for bad input, from what is wrong with the bytes.
 */
final class DocumentStream extends FilterInputStream {
  /** A parser may hold a comment or an attribute in memory whole. */
  private static final long MAX_TOKEN_BYTES = 64L * 1024 * 1024;

  private final boolean boundsTokens;
  private @Nullable IOException failure;
  private long sinceProgress;

  private DocumentStream(InputStream in, boolean boundsTokens) {
    super(in);
    this.boundsTokens = boundsTokens;
  }

  /** For a parser that bounds its memory by itself. */
  static DocumentStream of(InputStream in) {
    return new DocumentStream(in, false);
  }

  /** For a parser that reports each {@link #progress()}, and must not read far without any. */
  static DocumentStream withBoundedTokens(InputStream in) {
    return new DocumentStream(in, true);
  }

  /** The parser got somewhere: counting starts anew. */
  void progress() {
    sinceProgress = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (boundsTokens && sinceProgress > MAX_TOKEN_BYTES) {
      throw new IOException("a single token exceeds " + MAX_TOKEN_BYTES + " bytes");
    }
    try {
      int count = in.read(buffer, offset, length);
      sinceProgress += Math.max(count, 0);
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** A parser may close what it has read; the bytes belong to whoever opened them. */
  @Override
  public void close() {
    // finish() may still have to read
  }

  /**
   * Reads what a parser left, so that a stream which checks its bytes at the end gets to do so.
   *
   * @throws IOException if the stream failed, now or before
   */
  void finish() throws IOException {
    if (failure != null) {
      throw failure;
    }
    in.transferTo(OutputStream.nullOutputStream());
  }
}
