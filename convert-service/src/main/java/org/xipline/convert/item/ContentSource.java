package org.xipline.convert.item;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read more than once: a document, or an attachment. */
@FunctionalInterface
public interface ContentSource {

  /** A fresh stream from the first byte; the caller closes it. */
  InputStream open() throws IOException;
}
