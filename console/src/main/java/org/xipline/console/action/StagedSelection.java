package org.xipline.console.action;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;

/**
 * What an action is about: a text in the payload store, one element a line, named by its own
 * digest.
 *
 * @param count of elements
 */
public record StagedSelection(PayloadKey key, Sha256 sha256, long count) {
  private static final int LINE_END = '\n';

  static StagedSelection stage(PayloadStore store, List<String> elements) throws IOException {
    MessageDigest digest = Sha256.newMessageDigest();
    for (String element : elements) {
      digest.update(element.getBytes(UTF_8));
      digest.update((byte) LINE_END);
    }
    Sha256 sha256 = Sha256.of(digest.digest());
    PayloadKey key = PayloadKey.ofSelection(sha256);
    store.put(key, out -> write(elements, out));
    return new StagedSelection(key, sha256, elements.size());
  }

  private static void write(List<String> elements, OutputStream out) throws IOException {
    for (String element : elements) {
      out.write(element.getBytes(UTF_8));
      out.write(LINE_END);
    }
  }

  /** Opens the selection of an action at its first element. */
  static Elements open(PayloadStore store, ActionState action) throws IOException {
    var key = new PayloadKey(action.started().getSelectionKey());
    var stored =
        store.find(key).orElseThrow(() -> new PayloadMissingException("no selection " + key));
    return new Elements(
        new BufferedReader(new InputStreamReader(store.open(stored.claimCheck()), UTF_8)));
  }

  /** All elements of an action's selection; memory grows with them. */
  public static List<String> all(PayloadStore store, ActionState action) throws IOException {
    try (Elements elements = open(store, action)) {
      return elements.next(Math.toIntExact(action.started().getSelected()));
    }
  }

  /** Elements, one after the other. */
  static final class Elements implements AutoCloseable {
    private final BufferedReader lines;

    private Elements(BufferedReader lines) {
      this.lines = lines;
    }

    void skip(long count) throws IOException {
      for (long i = 0; i < count; i++) {
        if (lines.readLine() == null) {
          return;
        }
      }
    }

    /** The next ones, as many as there are up to that number. */
    List<String> next(int atMost) throws IOException {
      var next = new ArrayList<String>();
      while (next.size() < atMost) {
        String line = lines.readLine();
        if (line == null) {
          return next;
        }
        next.add(line);
      }
      return next;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
