package org.xipline.runtime.payload;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that are written when asked for, once. */
@FunctionalInterface
public interface PayloadContent {

  /** Writes all the bytes; does not close the stream. */
  void writeTo(OutputStream out) throws IOException;
}
