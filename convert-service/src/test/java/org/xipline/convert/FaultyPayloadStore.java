package org.xipline.convert;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.payload.PayloadContent;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.PayloadVisitor;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;

/** A payload store that fails when told to, and counts what is written and read. */
public final class FaultyPayloadStore implements PayloadStore {
  private final PayloadStore store;
  private int failuresLeft;
  private @Nullable RuntimeException bug;
  private int puts;
  private int opened;

  public FaultyPayloadStore(PayloadStore store) {
    this.store = store;
  }

  /** The next calls that read fail, so many of them. */
  public void failToRead(int times) {
    failuresLeft = times;
  }

  /** Writing brings a bug to light from now on. */
  public void breakWriting(RuntimeException exception) {
    bug = exception;
  }

  public int puts() {
    return puts;
  }

  public int opened() {
    return opened;
  }

  @Override
  public StoredPayload put(PayloadKey key, PayloadContent content) throws IOException {
    if (bug != null) {
      throw bug;
    }
    puts++;
    return store.put(key, content);
  }

  @Override
  public Optional<StoredPayload> find(PayloadKey key) throws IOException {
    failIfTold();
    return store.find(key);
  }

  @Override
  public InputStream open(ClaimCheck claimCheck) throws IOException {
    failIfTold();
    opened++;
    return store.open(claimCheck);
  }

  @Override
  public void delete(PayloadKey key) throws IOException {
    store.delete(key);
  }

  @Override
  public void deleteAll(PayloadFolder payloads) throws IOException {
    store.deleteAll(payloads);
  }

  @Override
  public void forEach(PayloadFolder folder, PayloadVisitor visitor) throws IOException {
    store.forEach(folder, visitor);
  }

  @Override
  public List<PayloadFolder> foldersIn(PayloadFolder folder) throws IOException {
    return store.foldersIn(folder);
  }

  @Override
  public void close() {
    store.close();
  }

  private void failIfTold() throws IOException {
    if (failuresLeft > 0) {
      failuresLeft--;
      throw new IOException("the disk is on fire");
    }
  }
}
