package org.xipline.console.pipeline;

import java.io.IOException;

/** Another process works on the data directory. */
public final class DataDirectoryBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  DataDirectoryBusyException(DataDirectory data, String holder) {
    super(
        ("another xipline process%s is using %s: wait until it ends, or give another directory"
                + " with --data")
            .formatted(holder.isEmpty() ? "" : " (process " + holder + ")", data));
  }
}
