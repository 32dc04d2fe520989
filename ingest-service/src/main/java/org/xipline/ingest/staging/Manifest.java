package org.xipline.ingest.staging;

import com.google.protobuf.CodedInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.record.ClaimCheck;
import org.xipline.schemas.record.Entry;

/**
 * The list of an archive's entries in the payload store: {@link Entry} records, each preceded by
 * its length. It says what the archive holds and nothing about whose it is, so the same archive
 * gives the same bytes whoever ingests it.
 */
public final class Manifest implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;

  private Manifest(InputStream in) {
    this.in = in;
  }

  /** Opens a staged manifest for one pass. */
  public static Manifest open(PayloadStore store, ClaimCheck manifest) throws IOException {
    return new Manifest(new BufferedInputStream(store.open(manifest), BUFFER_BYTES));
  }

  /** The next entry, without connector, archive, snapshot and signer; empty after the last one. */
  public Optional<Entry> next() throws IOException {
    return Optional.ofNullable(Entry.parseDelimitedFrom(in));
  }

  /**
   * Passes over so many entries.
   *
   * @throws EOFException if there are fewer
   */
  public void skip(long entries) throws IOException {
    for (long i = 0; i < entries; i++) {
      int first = in.read();
      if (first < 0) {
        throw new EOFException("the manifest ends before entry " + i);
      }
      in.skipNBytes(CodedInputStream.readRawVarint32(first, in));
    }
  }

  /**
   * Makes sure that there is no further entry, and that the manifest is the one that was staged.
   *
   * @throws IOException if it is not
   */
  public void requireEnd() throws IOException {
    if (in.read() >= 0) {
      throw new IOException("the manifest has more entries than it should have");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
