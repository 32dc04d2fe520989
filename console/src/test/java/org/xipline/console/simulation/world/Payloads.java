package org.xipline.console.simulation.world;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xipline.runtime.payload.PayloadConflictException;
import org.xipline.runtime.payload.PayloadContent;
import org.xipline.runtime.payload.PayloadDamagedException;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.PayloadVisitor;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.runtime.simulation.Simulation;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;

/** The payload store that all processes share; each call may fail, or be the last of a process. */
public final class Payloads implements PayloadStore {
  private final Simulation simulation;
  private final Map<String, Stored> payloads = new TreeMap<>();
  private boolean reachable = true;

  private record Stored(byte[] bytes, Instant at) {}

  Payloads(Simulation simulation) {
    this.simulation = simulation;
  }

  public void setReachable(boolean now) {
    reachable = now;
  }

  private void call() throws IOException {
    simulation.step();
    if (!reachable) {
      throw new IOException("the payload store does not answer");
    }
  }

  @Override
  public StoredPayload put(PayloadKey key, PayloadContent content) throws IOException {
    call();
    var bytes = new ByteArrayOutputStream();
    content.writeTo(bytes);
    call();
    Stored before = payloads.get(key.value());
    if (before == null) {
      payloads.put(key.value(), new Stored(bytes.toByteArray(), simulation.clock().instant()));
    } else if (!Arrays.equals(before.bytes(), bytes.toByteArray())) {
      throw new PayloadConflictException(key.value());
    }
    simulation.step();
    return new StoredPayload(key, bytes.size(), Sha256.digest(bytes.toByteArray()), before != null);
  }

  @Override
  public Optional<StoredPayload> find(PayloadKey key) throws IOException {
    call();
    return Optional.ofNullable(payloads.get(key.value()))
        .map(stored ->
            new StoredPayload(key, stored.bytes().length, Sha256.digest(stored.bytes()), true));
  }

  @Override
  public InputStream open(ClaimCheck claimCheck) throws IOException {
    call();
    Stored stored = payloads.get(claimCheck.getKey());
    if (stored == null) {
      throw new PayloadMissingException("no payload " + claimCheck.getKey());
    }
    if (!Sha256.digest(stored.bytes()).equals(Sha256.ofByteString(claimCheck.getSha256()))) {
      throw new PayloadDamagedException("payload " + claimCheck.getKey());
    }
    return new ByteArrayInputStream(stored.bytes());
  }

  @Override
  public void delete(PayloadKey key) throws IOException {
    call();
    payloads.remove(key.value());
    simulation.step();
  }

  @Override
  public void deleteAll(PayloadFolder folder) throws IOException {
    call();
    payloads.keySet().removeIf(name -> name.startsWith(folder.value() + "/"));
    simulation.step();
  }

  @Override
  public void forEach(PayloadFolder folder, PayloadVisitor visitor) throws IOException {
    call();
    for (Map.Entry<String, Stored> payload : List.copyOf(payloads.entrySet())) {
      if (payload.getKey().startsWith(folder.value() + "/")
          && !visitor.visit(new PayloadKey(payload.getKey()), payload.getValue().at())) {
        return;
      }
    }
  }

  @Override
  public List<PayloadFolder> foldersIn(PayloadFolder folder) throws IOException {
    call();
    Set<PayloadFolder> folders = new LinkedHashSet<>();
    for (String name : payloads.keySet()) {
      String prefix = folder.value() + "/";
      int end = name.startsWith(prefix) ? name.indexOf('/', prefix.length()) : -1;
      if (end > 0) {
        folders.add(new PayloadFolder(name.substring(0, end)));
      }
    }
    return List.copyOf(folders);
  }

  @Override
  public void close() {
    // It is everybody's.
  }
}
