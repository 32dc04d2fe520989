package org.xipline.importer.imap.folder;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.angus.mail.iap.ParsingException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.ListInfo;
import org.eclipse.angus.mail.imap.protocol.Namespaces;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.connection.ImapConnection;

/** Asks a server what stands between a folder's name and that of the folder it is in. */
public final class HierarchySeparator {
  private static final char NONE = 0;

  /** What nearly all servers have. */
  private static final String USUAL = "/";

  private HierarchySeparator() {}

  /** The separator of the user's own namespace; empty where folders have no folders in them. */
  public static String of(ImapConnection connection) throws ConnectionLostException {
    var found = new AtomicReference<>(USUAL);
    if (connection.offers("NAMESPACE")) {
      var _ = connection.run("NAMESPACE", told -> namespace(told, found));
    } else {
      var _ = connection.run("LIST \"\" \"\"", told -> list(told, found));
    }
    return Objects.requireNonNullElse(found.get(), USUAL);
  }

  private static void namespace(IMAPResponse told, AtomicReference<String> found) {
    if (!told.keyEquals("NAMESPACE")) {
      return;
    }
    try {
      var namespaces = new Namespaces(told);
      if (namespaces.personal != null && namespaces.personal.length > 0) {
        found.set(text(namespaces.personal[0].delimiter));
      }
    } catch (ProtocolException _) {
      // As good as not said.
    }
  }

  private static void list(IMAPResponse told, AtomicReference<String> found) {
    if (told.keyEquals("LIST")) {
      found.set(text(separatorIn(told)));
    }
  }

  private static char separatorIn(IMAPResponse told) {
    try {
      return new ListInfo(told).separator;
    } catch (ParsingException _) {
      return USUAL.charAt(0);
    }
  }

  private static String text(char separator) {
    return separator == NONE ? "" : String.valueOf(separator);
  }
}
