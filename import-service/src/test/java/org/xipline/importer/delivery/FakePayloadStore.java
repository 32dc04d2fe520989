package org.xipline.importer.delivery;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.payload.PayloadContent;
import org.xipline.runtime.payload.PayloadDamagedException;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.PayloadVisitor;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;

/** Payloads in memory, which can be damaged, purged, or out of reach. */
public final class FakePayloadStore implements PayloadStore {
  private final Map<String, byte[]> payloads = new ConcurrentHashMap<>();
  private volatile @Nullable IOException trouble;
  private volatile @Nullable IOException troubleWhileRead;

  public void fail(IOException error) {
    trouble = error;
  }

  /** Payloads can be opened, and then not be read. */
  public void failWhileRead(IOException error) {
    troubleWhileRead = error;
  }

  public void damage(PayloadKey key) {
    payloads.put(key.value(), new byte[] {1});
  }

  @Override
  public StoredPayload put(PayloadKey key, PayloadContent content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    content.writeTo(bytes);
    payloads.put(key.value(), bytes.toByteArray());
    return find(key).orElseThrow();
  }

  @Override
  public Optional<StoredPayload> find(PayloadKey key) {
    return Optional.ofNullable(payloads.get(key.value()))
        .map(bytes -> new StoredPayload(key, bytes.length, Sha256.digest(bytes), true));
  }

  @Override
  public InputStream open(ClaimCheck claimCheck) throws IOException {
    if (trouble != null) {
      throw trouble;
    }
    if (troubleWhileRead != null) {
      return new UnreadableStream(troubleWhileRead);
    }
    byte[] bytes = payloads.get(claimCheck.getKey());
    if (bytes == null) {
      throw new PayloadMissingException("no payload " + claimCheck.getKey());
    }
    if (!Sha256.digest(bytes).equals(Sha256.ofByteString(claimCheck.getSha256()))) {
      throw new PayloadDamagedException("payload " + claimCheck.getKey());
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void delete(PayloadKey key) {
    payloads.remove(key.value());
  }

  @Override
  public void deleteAll(PayloadFolder folder) {
    payloads.keySet().removeIf(name -> name.startsWith(folder.value() + "/"));
  }

  @Override
  public void forEach(PayloadFolder folder, PayloadVisitor visitor) throws IOException {
    for (String name : payloads.keySet()) {
      if (name.startsWith(folder.value() + "/")
          && !visitor.visit(new PayloadKey(name), Instant.EPOCH)) {
        return;
      }
    }
  }

  @Override
  public List<PayloadFolder> foldersIn(PayloadFolder folder) {
    String prefix = folder.value() + "/";
    return payloads.keySet().stream()
        .filter(name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) > 0)
        .map(name -> new PayloadFolder(name.substring(0, name.indexOf('/', prefix.length()))))
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private static final class UnreadableStream extends InputStream {
    private final IOException error;

    UnreadableStream(IOException error) {
      this.error = error;
    }

    @Override
    public int read() throws IOException {
      throw error;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      throw error;
    }
  }
}
