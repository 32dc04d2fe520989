package org.xipline.runtime.payload;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;

/**
 * Keeps payloads between stages, by name. A payload is written whole or not at all, and never
 * changed: writing a name again with the same bytes is success, so a stage may be repeated after a
 * crash.
 *
 * <p>No method holds a payload in memory. Implementations are safe for use by many threads.
 */
public interface PayloadStore extends AutoCloseable {

  /**
   * Writes a payload. Once this returns, it survives the crash of the process and of the machine.
   *
   * @return its size and digest, and whether it was there before
   * @throws PayloadConflictException if the name holds other bytes already
   * @throws IOException if the store fails, or {@code content} throws; then nothing is kept
   */
  StoredPayload put(PayloadKey key, PayloadContent content) throws IOException;

  /** Size and digest of a payload, without reading it; empty if there is none of this name. */
  Optional<StoredPayload> find(PayloadKey key) throws IOException;

  /**
   * Redeems a claim check.
   *
   * @return the bytes; reading them to the end throws {@link PayloadDamagedException} if they are
   *     not those that the claim check promises
   * @throws PayloadMissingException if there is no payload of this name
   */
  InputStream open(ClaimCheck claimCheck) throws IOException;

  /** Removes a payload; nothing happens if there is none of this name. */
  void delete(PayloadKey key) throws IOException;

  /** Removes all payloads in a folder; nothing happens if there are none. */
  void deleteAll(PayloadFolder folder) throws IOException;

  /**
   * Shows all payloads in a folder and in the folders below it, in no order. One that is written or
   * removed meanwhile may be shown or not.
   *
   * @throws IOException if the store fails, or {@code visitor} throws
   */
  void forEach(PayloadFolder folder, PayloadVisitor visitor) throws IOException;

  /** The folders directly in a folder that hold payloads, in no order. */
  List<PayloadFolder> foldersIn(PayloadFolder folder) throws IOException;

  @Override
  void close();
}
