package org.xipline.runtime.payload;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.xipline.runtime.azure.AzureContainer;
import org.xipline.runtime.azure.AzureStorageException;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;

/**
 * Payloads as block blobs in a container, or below a prefix of one. A blob's metadata carries the
 * digest; it appears whole or not at all, and the first writer wins. In memory is one block of
 * {@value BlockUpload#BLOCK_BYTES} bytes for each payload that is being written, and up to three
 * times {@value READ_BYTES} for each that is being read.
 */
public final class AzurePayloadStore implements PayloadStore {
  private static final String DIGEST = "sha256";

  /** Of one request. The client holds what arrives, and what it is put together to. */
  private static final int READ_BYTES = 512 << 10;

  /** Answers of which one is given when another upload to the same name came first. */
  private static final Set<BlobErrorCode> LOST_RACE =
      Set.of(
          BlobErrorCode.BLOB_ALREADY_EXISTS,
          BlobErrorCode.CONDITION_NOT_MET,
          BlobErrorCode.INVALID_BLOCK_LIST);

  private final AzureContainer container;

  public AzurePayloadStore(AzureContainer container) {
    this.container = container;
  }

  @Override
  public StoredPayload put(PayloadKey key, PayloadContent content) throws IOException {
    var upload = new BlockUpload(blob(key).getBlockBlobClient());
    var digesting = new DigestOutputStream(upload, Sha256.newMessageDigest());
    content.writeTo(digesting);
    Sha256 digest = Sha256.of(digesting.getMessageDigest().digest());
    boolean existed = !publish(key, upload, digest);
    return new StoredPayload(key, upload.sizeBytes(), digest, existed);
  }

  @Override
  public Optional<StoredPayload> find(PayloadKey key) throws IOException {
    try {
      BlobProperties properties = blob(key).getProperties();
      return Optional.of(
          new StoredPayload(key, properties.getBlobSize(), digestOf(key, properties), true));
    } catch (BlobStorageException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw failed("look at", key, e);
    } catch (RuntimeException e) {
      throw failed("look at", key, e);
    }
  }

  @Override
  public InputStream open(ClaimCheck claimCheck) throws IOException {
    var key = new PayloadKey(claimCheck.getKey());
    return new PayloadInputStream(
        streamOf(key), key, claimCheck.getSizeBytes(), Sha256.ofByteString(claimCheck.getSha256()));
  }

  @Override
  public void delete(PayloadKey key) throws IOException {
    AzureStorageException.guard("delete", urlOf(key), blob(key)::deleteIfExists);
  }

  @Override
  public void deleteAll(PayloadFolder folder) throws IOException {
    String prefix = container.prefix() + folder.value() + "/";
    AzureStorageException.guard("delete", urlOf(prefix), () -> deleteBelow(prefix));
  }

  @Override
  public void forEach(PayloadFolder folder, PayloadVisitor visitor) throws IOException {
    String prefix = container.prefix() + folder.value() + "/";
    Iterator<BlobItem> blobs = list(prefix, options -> container.client().listBlobs(options, null));
    Optional<BlobItem> next = next(prefix, blobs);
    while (next.isPresent() && visitor.visit(keyOf(next.get()), writtenAt(next.get()))) {
      next = next(prefix, blobs);
    }
  }

  @Override
  public List<PayloadFolder> foldersIn(PayloadFolder folder) throws IOException {
    String prefix = container.prefix() + folder.value() + "/";
    Iterator<BlobItem> items =
        list(prefix, options -> container.client().listBlobsByHierarchy("/", options, null));
    var folders = new ArrayList<PayloadFolder>();
    Optional<BlobItem> next = next(prefix, items);
    while (next.isPresent()) {
      if (Boolean.TRUE.equals(next.get().isPrefix())) {
        String name = next.get().getName();
        folders.add(
            new PayloadFolder(name.substring(container.prefix().length(), name.length() - 1)));
      }
      next = next(prefix, items);
    }
    return folders;
  }

  private Iterator<BlobItem> list(
      String prefix, Function<ListBlobsOptions, Iterable<BlobItem>> listing)
      throws AzureStorageException {
    var options = new ListBlobsOptions().setPrefix(prefix);
    return AzureStorageException.guard(
        "list", urlOf(prefix), () -> listing.apply(options).iterator());
  }

  /** The next page of a listing is a request. */
  private Optional<BlobItem> next(String prefix, Iterator<BlobItem> blobs)
      throws AzureStorageException {
    return AzureStorageException.guard(
        "list",
        urlOf(prefix),
        () -> blobs.hasNext() ? Optional.of(blobs.next()) : Optional.empty());
  }

  private PayloadKey keyOf(BlobItem blob) {
    return new PayloadKey(blob.getName().substring(container.prefix().length()));
  }

  private static Instant writtenAt(BlobItem blob) {
    return blob.getProperties().getLastModified().toInstant();
  }

  private String urlOf(String prefix) {
    return container.client().getBlobContainerUrl() + "/" + prefix;
  }

  @Override
  public void close() {
    // The client holds no connection that does not end by itself.
  }

  private Void deleteBelow(String prefix) {
    var options = new ListBlobsOptions().setPrefix(prefix);
    for (BlobItem item : container.client().listBlobs(options, null)) {
      container.client().getBlobClient(item.getName()).deleteIfExists();
    }
    return null;
  }

  private InputStream streamOf(PayloadKey key) throws IOException {
    var options = new BlobInputStreamOptions().setBlockSize(READ_BYTES);
    try {
      return blob(key).openInputStream(options, Context.NONE);
    } catch (BlobStorageException e) {
      if (isMissing(e)) {
        throw new PayloadMissingException("no payload " + key + " in " + container.url());
      }
      throw failed("read", key, e);
    } catch (RuntimeException e) {
      throw failed("read", key, e);
    }
  }

  /** Whether this call made the payload visible; false if it was there. */
  private boolean publish(PayloadKey key, BlockUpload upload, Sha256 digest) throws IOException {
    try {
      upload.commit(Map.of(DIGEST, digest.hex()));
      return true;
    } catch (BlobStorageException e) {
      if (e.getErrorCode() == null || !LOST_RACE.contains(e.getErrorCode())) {
        throw failed("write", key, e);
      }
      requireSame(key, digest, e);
      return false;
    } catch (RuntimeException e) {
      throw failed("write", key, e);
    }
  }

  private void requireSame(PayloadKey key, Sha256 written, BlobStorageException answer)
      throws IOException {
    StoredPayload present = find(key).orElseThrow(() -> failed("write", key, answer));
    if (!present.sha256().equals(written)) {
      throw new PayloadConflictException(
          "payload %s exists with digest %s, not %s".formatted(key, present.sha256(), written));
    }
  }

  private static Sha256 digestOf(PayloadKey key, BlobProperties properties) throws IOException {
    String digest = properties.getMetadata().get(DIGEST);
    if (digest == null) {
      throw new PayloadDamagedException("payload " + key + " has lost its digest");
    }
    return Sha256.ofHex(digest);
  }

  private static boolean isMissing(BlobStorageException answer) {
    return BlobErrorCode.BLOB_NOT_FOUND.equals(answer.getErrorCode())
        || (answer.getErrorCode() == null && answer.getStatusCode() == 404);
  }

  private BlobClient blob(PayloadKey key) {
    return container.client().getBlobClient(container.prefix() + key.value());
  }

  private String urlOf(PayloadKey key) {
    return blob(key).getBlobUrl();
  }

  private AzureStorageException failed(String action, PayloadKey key, RuntimeException cause) {
    return AzureStorageException.of(action, urlOf(key), cause);
  }
}
