package org.xipline.convert.mime.original;

import java.io.IOException;

/** A message's header does not fit the memory that it may take. */
public final class HeaderTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  HeaderTooLargeException(int limitBytes) {
    super("the header exceeds " + limitBytes + " bytes");
  }
}
